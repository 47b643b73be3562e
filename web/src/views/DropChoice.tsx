// A file dropped while a report is open: what is it?
import { signal } from "@preact/signals";
import { readOnly } from "../state/draft";
import { addPrevious, openInto, openToCheck } from "../reading/opening";
import { t } from "../words/language";
import { Dialog } from "./Dialog";

export const droppedFile = signal<File | null>(null);

export function DropChoice() {
  const file = droppedFile.value;
  if (!file) return null;
  const close = (): void => { droppedFile.value = null; };
  const then = (act: (file: File) => Promise<void>) => (): void => { close(); void act(file); };
  return (
    <Dialog title={t("这个文件是……", "What is this file?")} onClose={close}>
      <p><bdi>{file.name}</bdi></p>
      <p class="buttons column">
        {!readOnly.value && <button type="button" onClick={then(addPrevious)}>{t("去年的报告，放在旁边对照", "Last year's report, to stand beside this one")}</button>}
        {!readOnly.value && <button type="button" onClick={then(openInto)}>{t("这份报告的新内容，替换现在的（可以撤销）", "This report anew: take the place of what is here (undo brings it back)")}</button>}
        <button type="button" onClick={then(openToCheck)}>{t("另一份报告，单独打开检查", "Another report, to be checked by itself")}</button>
        <button type="button" class="quiet" onClick={close}>{t("取消", "Cancel")}</button>
      </p>
    </Dialog>
  );
}
