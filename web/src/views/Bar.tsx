// The bar above the desk: whose report, whether it is kept, undo, last year, out.
import { redo as redoStep, undo as undoStep, content, draft, future, past, readOnly } from "../state/draft";
import { kept, leave, takeOver } from "../state/keeping";
import { tell } from "../state/notices";
import { go } from "../state/view";
import { focusCell } from "../paper/Cell";
import { showLast } from "../paper/showing";
import { addPrevious } from "../reading/opening";
import { Pick } from "../reading/Pick";
import { showExport } from "../out/showing";
import { leaveToFolder, folderPlace, openNeighbour } from "../folder/review";
import { t } from "../words/language";

export function revert(way: "undo" | "redo"): void {
  const step = way === "undo" ? undoStep() : redoStep();
  if (!step) return;
  if (step.target.includes(".")) focusCell(step.target);
  tell(way === "undo" ? t(`已撤销：${step.label}`, `Undone: ${step.label}`) : t(`已重做：${step.label}`, `Done again: ${step.label}`));
}

export function Bar() {
  const now = content.value;
  if (!now) return null;
  const { organ, year } = now.report;
  const folder = draft.value?.folder;
  return (
    <header class="bar">
      {folder
        ? <nav class="folder-nav" aria-label={t("审核", "Review")}>
            <button type="button" onClick={leaveToFolder}>{t("‹ 返回清单", "‹ Back to the list")}</button>
            <button type="button" onClick={() => openNeighbour(-1)}>{t("上一份", "Previous")}</button>
            <button type="button" onClick={() => openNeighbour(1)}>{t("下一份", "Next")}</button>
            <span>{folderPlace()}</span>
          </nav>
        : <button type="button" class="home" onClick={() => { leave(); go("home"); }}>{t("‹ 首页", "‹ Home")}</button>}
      <p class="who"><b lang="zh-CN">{organ.name || t("（机关名称未填）", "(no name yet)")}</b>{year !== null && <> · {year}{t("年", "")}</>}</p>
      <KeptState />
      <div class="acts">
        <button type="button" disabled={!past.value.length || readOnly.value} onClick={() => revert("undo")} title="Ctrl+Z">{t("撤销", "Undo")}</button>
        <button type="button" disabled={!future.value.length || readOnly.value} onClick={() => revert("redo")} title="Ctrl+Y">{t("重做", "Redo")}</button>
        <Last />
        <button type="button" onClick={() => print()} title="Ctrl+P">{t("打印", "Print")}</button>
        <button type="button" class="main" onClick={() => { showExport.value = true; }} title="Ctrl+S">{t("导出", "Save as…")}</button>
      </div>
    </header>
  );
}

function Last() {
  const previous = content.value?.previous;
  if (!previous) return readOnly.value ? null : <Pick onFiles={([file]) => { if (file) void addPrevious(file); }}>{t("对照去年…", "Last year…")}</Pick>;
  return (
    <>
      <button type="button" aria-pressed={showLast.value} onClick={() => { showLast.value = !showLast.value; }} title={previous.name}>{t("去年的数", "Last year's")}</button>
      <button type="button" onClick={() => go("compare", draft.value?.id)}>{t("逐项对比", "Compare")}</button>
    </>
  );
}

function KeptState() {
  const state = kept.value;
  if (readOnly.value) {
    return <p class="kept looking" role="status">{t("另一个窗口正在编辑这份报告，这里只能看", "Another window is editing this report; here it can only be read")}{" "}
      <button type="button" onClick={() => void takeOver()}>{t("改在这里编辑", "Edit here instead")}</button></p>;
  }
  switch (state.state) {
    case "failed": return <p class="kept failed" role="alert">{state.full
      ? t("本机存储已满，没有自动保存。请马上导出一份。", "Storage is full; nothing is kept. Save a copy now.")
      : t("浏览器不允许在本机保存。请在关闭前导出一份。", "The browser keeps nothing here. Save a copy before you close.")}</p>;
    case "kept": return <p class="kept">{t("已保存在本机", "Kept on this computer")} {new Date(state.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}</p>;
    case "keeping": return <p class="kept">{t("正在保存…", "Keeping…")}</p>;
    case "none": return <p class="kept">{draft.value?.folder ? t("未改动", "not changed") : ""}</p>;
  }
}
