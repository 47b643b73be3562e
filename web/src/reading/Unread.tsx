// What a file did not yield, and everything else its reading has to say.
import { signal } from "@preact/signals";
import { formCell, formOf, tableOf } from "../engine/facts";
import { change, content, endStep, readOnly, withCells } from "../state/draft";
import { focusCell } from "../paper/Cell";
import { leaveMarked } from "../paper/CellBar";
import { Dialog } from "../views/Dialog";
import { said, t } from "../words/language";

export const showReceipt = signal(false);

/** The marked cells at the head of the findings. */
export function Unread() {
  const now = content.value;
  if (!now) return null;
  const keys = Object.keys(now.marks);
  const open = keys.filter((key) => !now.marks[key]?.left);
  if (!keys.length) return now.source ? <p class="receipt-line">{receiptLine()} <button type="button" class="quiet" onClick={() => { showReceipt.value = true; }}>{t("读取回执", "Receipt")}</button></p> : null;
  return (
    <div class="unread">
      <p><b>{t(`${keys.length} 格没有读出`, `${keys.length} cells were not read`)}</b>{open.length < keys.length ? t(`，其中 ${keys.length - open.length} 格暂留标记`, `, ${keys.length - open.length} left marked`) : ""}
        {" "}<button type="button" class="quiet" onClick={() => { showReceipt.value = true; }}>{t("读取回执", "Receipt")}</button></p>
      <ul>{keys.slice(0, 12).map((key) => <UnreadItem key={key} of={key} />)}</ul>
      {keys.length > 12 && <p class="note">{t(`还有 ${keys.length - 12} 格，见读取回执`, `${keys.length - 12} more in the receipt`)}</p>}
    </div>
  );
}

function UnreadItem({ of }: { of: string }) {
  const now = content.value;
  const mark = now?.marks[of];
  const table = now && formOf(now.report, tableOf(of));
  const cell = table && formCell(table, of);
  if (!now || !mark || !cell) return null;
  const blank = (): void => {
    endStep();
    change(t("确认为空白", "confirm blank"), of, (was) => withCells(was, { [of]: "" }));
    endStep();
  };
  return (
    <li class={mark.left ? "left" : ""}>
      <button type="button" class="go" onClick={() => { showReceipt.value = false; requestAnimationFrame(() => focusCell(of)); }}><span class="shape" aria-hidden="true">？</span>
        <span class="words"><span class="where">{cell.name}</span>{said(mark.why)}{mark.printed ? t(`，原文“${mark.printed}”`, `; printed “${mark.printed}”`) : ""}</span></button>
      {!readOnly.value && <span class="acts">
        <button type="button" onClick={blank}>{t("确认为空白", "It is blank")}</button>
        {!mark.left && <button type="button" onClick={() => leaveMarked(of)}>{t("保留标记", "Leave marked")}</button>}
      </span>}
    </li>
  );
}

const receiptLine = (): string => {
  const receipt = content.value?.source?.receipt;
  return receipt ? t(`读出 ${receipt.read}/${receipt.expected} 格`, `${receipt.read} of ${receipt.expected} cells read`) : "";
};

/** The receipt: shown first when something was unread or left out. */
export function Receipt() {
  const now = content.value;
  const source = now?.source;
  if (!now || !source || !showReceipt.value) return null;
  const close = (): void => { showReceipt.value = false; };
  const { receipt } = source;
  const marks = Object.keys(now.marks);
  return (
    <Dialog title={t("读取回执", "What was read")} onClose={close} wide>
      <p><bdi>{source.name}</bdi>：{receiptLine()}{receipt.complete && !receipt.lossy ? t("，全部读出", "; everything was read") : ""}</p>
      {marks.length > 0 && <section><h3>{t(`没有读出的 ${marks.length} 格`, `Not read: ${marks.length}`)}</h3>
        <p>{t("这些格在表上标有“？”。请对照原文填写，或确认为空白，或暂留标记；不会当作 0。", "They carry a “?” on the paper. Type them from the original, confirm that they are blank, or leave them marked. None is taken for 0.")}</p>
        <ul class="unread-list">{marks.map((key) => <UnreadItem key={key} of={key} />)}</ul></section>}
      <Facts title={t("没有收入的内容", "Left out")} of={receipt.remarks.filter((remark) => remark.loss).map((remark) => `${said(remark.words)}${said(remark.detail) ? `${t("：", ": ")}${said(remark.detail)}` : ""}`)} />
      <Facts title={t("没有用到的表格", "Tables not used")} of={receipt.ignored.map((one) => t(`以“${one.begins}”开头，${one.size[0]} 行 ${one.size[1]} 列`, `begins “${one.begins}”, ${one.size[0]} × ${one.size[1]}`))} />
      <Facts title={t("没有认出位置的内容", "Not placed")} of={receipt.unplaced.map((one) => `“${one.printed}”`)} />
      <Facts title={t("按各项之和判断的数字", "Told by the sums")} of={receipt.inferred.map((one) => `${one.name}：“${one.printed}” → ${one.value}`)} />
      <Facts title={t("写法与格式不同的标签", "Labels worded otherwise")} of={receipt.variants.map((one) => t(`“${one.printed}”，格式为“${one.expected}”`, `“${one.printed}”; the form has “${one.expected}”`))} />
      <Facts title={t("说明", "Notes")} of={receipt.remarks.filter((remark) => !remark.loss).map((remark) => `${said(remark.words)}${said(remark.detail) ? `${t("：", ": ")}${said(remark.detail)}` : ""}`)} />
      <p class="buttons"><button type="button" class="main" onClick={close}>{t("知道了，看正文", "Go to the report")}</button></p>
    </Dialog>
  );
}

function Facts({ title, of }: { title: string; of: string[] }) {
  return of.length === 0 ? null : <section><h3>{title}</h3><ul>{of.slice(0, 200).map((text, at) => <li key={at}><bdi>{text}</bdi></li>)}</ul></section>;
}
