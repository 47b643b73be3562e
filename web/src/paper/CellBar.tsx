// What the selected cell is, in full, and what can be said of it.
import { formCell, formOf, tableOf } from "../engine/facts";
import { byCell, totals } from "../state/checking";
import { change, content, endStep, readOnly, withCells } from "../state/draft";
import { selected } from "../state/typing";
import { said, t, tableName } from "../words/language";
import { adopt, focusCell } from "./Cell";

/** States the selected cell as a whole: 空白, “/”, 0. */
export function state(key: string, text: string): void {
  if (readOnly.value) return;
  endStep();
  change(t("填写", "fill in"), key, (now) => withCells(now, { [key]: text }));
  endStep();
  focusCell(key);
}

export function CellBar() {
  const now = content.value;
  const key = selected.value;
  if (!now || !key) return null;
  const table = formOf(now.report, tableOf(key));
  const cell = table && formCell(table, key);
  if (!table || !cell) return null;
  const text = now.report.cells[key];
  const mark = now.marks[key];
  const last = now.previous ? now.previous.report.cells[key] : undefined;
  const total = totals.value[key];
  const finding = byCell.value.get(key);
  const hint = now.hints[key];
  return (
    <div class="cell-bar" role="group" aria-label={t("所选单元格", "The selected cell")}>
      <p class="path" lang="zh-CN">{[tableName(table.name), ...cell.row_path, ...cell.column_path].join(" › ")}</p>
      <p class="facts">
        <span>{mark ? t("没有读出", "not read") : text === undefined ? t("未填", "not filled in") : text === "" ? t("空白", "blank") : <b>{text}</b>}</span>
        {now.previous && <span>{t("去年", "last year")} <b>{last === undefined ? t("没有", "none") : last || t("空白", "blank")}</b></span>}
        {total?.computed != null && total.computed !== text && (
          <span>{t("算得", "the others make")} <b>{total.computed}</b>{" "}
            {!readOnly.value && <button type="button" onClick={() => { adopt({ [key]: total.computed ?? "" }); focusCell(key); }}>{t("采用", "Take over")}<kbd>Alt+=</kbd></button>}</span>
        )}
        {!readOnly.value && <span class="states">
          <button type="button" onClick={() => state(key, "0")}>0</button>
          <button type="button" onClick={() => state(key, "/")}>/</button>
          <button type="button" onClick={() => state(key, "")}>{mark ? t("确认为空白", "It is blank") : t("空白", "Blank")}</button>
        </span>}
      </p>
      {hint && <p class="hint">{said(hint)}</p>}
      {mark && <p class="hint">{said(mark.why)}{mark.printed ? t(`；原文“${mark.printed}”`, `; printed “${mark.printed}”`) : ""}
        {!mark.left && !readOnly.value && <button type="button" onClick={() => leaveMarked(key)}>{t("暂不处理，保留标记", "Leave it marked")}</button>}</p>}
      {finding && <p class={`hint ${finding.severity}`}>{said(finding.message)}</p>}
    </div>
  );
}

export function leaveMarked(key: string): void {
  endStep();
  change(t("保留标记", "leave marked"), key, (now) => {
    const mark = now.marks[key];
    return mark ? { ...now, marks: { ...now.marks, [key]: { ...mark, left: true } } } : now;
  });
  endStep();
}
