// The page as a whole.
import { Export } from "../out/Export";
import { showExport } from "../out/showing";
import { Folder } from "../folder/Folder";
import { dragging } from "../reading/dropping";
import { busy, trouble } from "../reading/opening";
import { Receipt } from "../reading/Unread";
import { dismiss, notice } from "../state/notices";
import { content } from "../state/draft";
import { view } from "../state/view";
import { language, said, t } from "../words/language";
import { Compare } from "./Compare";
import { Desk } from "./Desk";
import { Dialog } from "./Dialog";
import { DropChoice } from "./DropChoice";
import { Help } from "./Help";
import { Home } from "./Home";

export function App() {
  const at = view.value;
  const switchTo = language.value === "zh" ? "en" : "zh";
  return (
    <>
      <button type="button" class="language" lang={switchTo === "zh" ? "zh-CN" : "en"} onClick={() => { language.value = switchTo; }}>{switchTo === "zh" ? "中文" : "English"}</button>
      {at === "home" && <Home />}
      {at === "desk" && <Desk />}
      {at === "folder" && <Folder />}
      {at === "compare" && <Compare />}
      {at === "help" && <Help />}
      {showExport.value && content.value && <Export />}
      <Receipt />
      <DropChoice />
      <Trouble />
      {dragging.value && <div class="dropping" aria-hidden="true"><p>{t("松开鼠标即可打开", "Let go to open")}</p></div>}
      {busy.value && <p class="busy" role="status">{t("正在读取", "Reading")} <bdi>{busy.value}</bdi>…</p>}
      <div class="notice" role="status" aria-live="polite">{notice.value && <p class={notice.value.grave ? "grave" : ""}>{notice.value.text} <button type="button" class="quiet" onClick={dismiss} aria-label={t("关闭提示", "Dismiss")}>✕</button></p>}</div>
    </>
  );
}

/** A file that could not be opened: what is the matter, and what to do. */
function Trouble() {
  const now = trouble.value;
  if (!now) return null;
  const close = (): void => { trouble.value = null; };
  return (
    <Dialog title={t("这个文件没有打开", "This file was not opened")} onClose={close}>
      <p><bdi>{now.name}</bdi></p>
      <p class="hint error">{said(now.fault.message)}</p>
      {now.fault.help && <p>{said(now.fault.help)}</p>}
      <p class="buttons"><button type="button" class="main" onClick={close}>{t("知道了", "Close")}</button></p>
    </Dialog>
  );
}
