// The list of a folder under review.
import { useSignal } from "@preact/signals";
import { failed, folderEngine } from "../engine/client";
import { download } from "../out/downloading";
import { isReport } from "../reading/dropping";
import { Pick } from "../reading/Pick";
import { tell } from "../state/notices";
import { go } from "../state/view";
import { language, said, t } from "../words/language";
import { Consolidate } from "./Consolidate";
import { Roll } from "./Roll";
import { faultList, overviewRows } from "./faults";
import { listKept } from "./keeping";
import { chosen, clearReview, decide, filter, goTo, openRow, review, rows, running, shownRows, stopReview, twice, wanted, wrongYear, year, yearAsked, type Row, type Verdict } from "./review";
import { zip } from "./zip";

export const verdictName = (verdict: Verdict | null): string => {
  switch (verdict) {
    case "unreadable": return t("读不了", "Not readable");
    case "errors": return t("有错误", "Errors");
    case "pass_with_remarks": return t("有提醒", "Remarks");
    case "pass": return t("没有问题", "Fine");
    case null: return "";
  }
};
const SHAPE: Record<Verdict, string> = { unreadable: "⊘", errors: "✗", pass_with_remarks: "!", pass: "✓" };

/** Whether the list is kept, in words. */
const kept = (): string => {
  switch (listKept.value) {
    case "kept": return t("已保存在本机", "kept on this computer");
    case "keeping": return t("正在保存…", "keeping…");
    case "failed": return t("没有保存在本机：存储已满或不允许，关掉页面前请导出", "not kept: storage is full or forbidden; save before you close the page");
    case "elsewhere": return t("没有保存在本机：另一个窗口正在审核一批报告，关掉页面前请导出", "not kept: another window has a list under review; save before you close the page");
  }
};

export function Folder() {
  const adding = useSignal(false);
  const all = rows.value;
  const done = all.filter((row) => row.state === "done");
  const count = (verdict: Verdict): number => done.filter((row) => row.verdict === verdict).length;
  const decided = (decision: Row["decision"]): number => done.filter((row) => row.decision === decision).length;
  const years = [...new Set(done.map((row) => row.content?.report.year).filter((one): one is number => one != null))].sort();

  const overview = async (): Promise<void> => {
    const answer = await folderEngine().call("overview_workbook", overviewRows(), language.value);
    if (failed(answer)) tell(said(answer.failed.message), true);
    else download(answer.name, answer.bytes, answer.media_type);
  };
  const faults = async (): Promise<void> => {
    const rows = done;
    const names = await folderEngine().call("file_names", rows.map((row) => row.content?.report.organ.name || row.name));
    if (failed(names)) return tell(said(names.failed.message), true);
    const files = rows.map((row, at) => ({ name: `${names[at]}.txt`, text: faultList(row) }));
    download(t("审核意见.zip", "review.zip"), zip(files), "application/zip");
  };

  const clear = (): void => {
    const made = decided("returned") + decided("passed");
    if (!made || confirm(t(`清空清单？${made} 份的处理意见也一并删除，不能恢复。`, `Clear the list? The decisions on ${made} go with it and cannot be brought back.`))) clearReview();
  };

  return (
    <main class="folder" id="main" tabIndex={-1}>
      <header class="folder-head">
        <button type="button" class="home" onClick={() => go("home")}>{t("‹ 首页", "‹ Home")}</button>
        <h1>{t("审核一批报告", "Review a folder")}</h1>
        <div class="acts">
          <Pick many onFiles={(files) => void review(files.filter(isReport))}>{t("添加文件…", "Add files…")}</Pick>
          <Pick folder onFiles={(files) => void review(files.filter(isReport))}>{t("添加文件夹…", "Add a folder…")}</Pick>
          <button type="button" disabled={!done.length} onClick={() => void overview()}>{t("审核汇总表", "Overview workbook")}</button>
          <button type="button" disabled={!done.length} onClick={() => void faults()}>{t("各单位审核意见（一个压缩包）", "All lists of faults (zip)")}</button>
          <button type="button" class="main" disabled={!done.length || running.value} onClick={() => { adding.value = true; }}>{t("汇总数据…", "Consolidate…")}</button>
        </div>
      </header>
      {all.length === 0 ? <p class="drop-here">{t("把一个文件夹，或几十份报告，拖到这里。Word、Excel、PDF、网页、文本可以混在一起。", "Drop a folder or sixty reports here: Word, Excel, PDF, web pages and text together.")}</p> : (
        <>
          <div class="counts" role="status">
            {running.value
              ? <span><progress max={all.length} value={done.length} aria-label={t("读取进度", "Progress")} /> {t(`已读 ${done.length}/${all.length}`, `${done.length} of ${all.length} read`)} <button type="button" onClick={stopReview}>{t("停止", "Stop")}</button></span>
              : <span>{t(`共 ${done.length} 份`, `${done.length} files`)}</span>}
            <span>{t("已通过", "passed")} {decided("passed")}</span><span>{t("已退回", "returned")} {decided("returned")}</span><span>{t("待定", "undecided")} {decided(null)}</span>
            <span class={`list-${listKept.value}`}>{kept()}</span>
          </div>
          <div class="filters" role="group" aria-label={t("筛选", "Filter")}>
            {(["all", "errors", "unreadable", "pass_with_remarks", "pass", "undecided", "returned", "passed"] as const).map((one) => (
              <button type="button" key={one} aria-pressed={filter.value === one} onClick={() => { filter.value = one; }}>
                {one === "all" ? t(`全部 ${done.length}`, `All ${done.length}`)
                  : one === "undecided" ? t("待定", "Undecided") : one === "returned" ? t("退回", "Returned") : one === "passed" ? t("通过", "Passed")
                    : `${SHAPE[one]} ${verdictName(one)} ${count(one)}`}
              </button>
            ))}
            <label><span class="sr">{t("按名称查找", "Find by name")}</span><input type="search" value={wanted.value} placeholder={t("按名称查找", "Find by name")} onInput={(event) => { wanted.value = event.currentTarget.value; }} /></label>
            {years.length > 0 && <label>{t("审核年度", "Year")} <select value={yearAsked.value ?? ""} onChange={(event) => { yearAsked.value = Number(event.currentTarget.value) || null; }}>
              <option value="">{t(`自动（${year.value ?? ""}）`, `as most (${year.value ?? ""})`)}</option>{years.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>}
          </div>
          <p class="note">{t("键盘：j、k 上下移动，回车打开，t 退回，g 通过。", "Keys: j and k move, Enter opens, t returns, g passes.")}</p>
          <List />
          <Roll />
          <p><button type="button" class="quiet" onClick={clear}>{t("清空清单", "Clear the list")}</button></p>
        </>
      )}
      {adding.value && <Consolidate onClose={() => { adding.value = false; }} />}
    </main>
  );
}

/** How many rows are drawn at first, and with each step further: a thousand at once take the browser a hundred megabytes to set. */
const DRAWN = 200;

function List() {
  const asked = useSignal(DRAWN);
  const all = shownRows.value;
  const index = all.findIndex((row) => row.id === chosen.value);
  // Who comes back from a report finds its row.
  const shown = all.slice(0, Math.max(asked.value, Math.ceil((index + 1) / DRAWN) * DRAWN));
  const at = shown.some((row) => row.id === chosen.value) ? chosen.value : shown[0]?.id ?? null;
  const move = (step: number): void => {
    const next = all[Math.min(Math.max(index + step, 0), all.length - 1)];
    if (next) goTo(next.id);
  };
  const further = (): void => {
    const next = all[shown.length];
    asked.value = shown.length + DRAWN;
    if (next) goTo(next.id);
  };
  const onKey = (event: KeyboardEvent, row: Row): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    switch (event.key) {
      case "j": case "ArrowDown": event.preventDefault(); return move(1);
      case "k": case "ArrowUp": event.preventDefault(); return move(-1);
      case "Enter": event.preventDefault(); void openRow(row.id); return;
      case "t": return decide(row.id, "returned");
      case "g": return decide(row.id, "passed");
    }
  };
  return (
    <div class="list-scroll" role="region" aria-label={t("报告清单", "Reports")} tabIndex={0}>
      <table class="list">
        <caption class="sr">{t("报告清单，问题最多的在前", "Reports, the worst first")}</caption>
        <thead><tr>
          <th scope="col">{t("结论", "Verdict")}</th><th scope="col">{t("机关", "Body")}</th><th scope="col">{t("年度", "Year")}</th>
          <th scope="col">{t("错误", "Errors")}</th><th scope="col">{t("警告", "Warnings")}</th><th scope="col">{t("读出", "Read")}</th>
          <th scope="col">{t("说明", "What is said")}</th><th scope="col">{t("处理", "Decision")}</th>
        </tr></thead>
        <tbody>{shown.map((row) => (
          <tr key={row.id} id={`row-${row.id}`} class={`${row.verdict} ${row.decision ?? ""}`} tabIndex={row.id === at ? 0 : -1}
            aria-selected={row.id === chosen.value ? "true" : undefined} onFocus={() => { chosen.value = row.id; }} onKeyDown={(event) => onKey(event, row)}>
            <td class="verdict"><span aria-hidden="true">{row.verdict && SHAPE[row.verdict]}</span> {verdictName(row.verdict)}</td>
            <th scope="row">
              {row.content ? <button type="button" class="open" onClick={() => void openRow(row.id)}><bdi>{row.content.report.organ.name || t("（没有读到机关名称）", "(no name found)")}</bdi></button> : <bdi>{row.name}</bdi>}
              {row.content && <span class="file"><bdi>{row.name}</bdi></span>}
            </th>
            <td class={wrongYear(row) ? "wrong" : ""}>{row.content?.report.year ?? ""}{wrongYear(row) && <span class="tag">{t("年度不符", "other year")}</span>}</td>
            <td class="number">{row.check?.counts.error ?? ""}</td>
            <td class="number">{row.check?.counts.warning ?? ""}</td>
            <td class="number">{row.content?.source ? `${row.content.source.receipt.read}/${row.content.source.receipt.expected}` : ""}</td>
            <td class="saying"><bdi>{row.fault ? said(row.fault.message) : said(row.check?.findings[0]?.message)}</bdi>{twice.value.has(row.id) && <span class="tag">{t("与另一份重复：", "also: ")}<bdi>{twice.value.get(row.id)}</bdi></span>}</td>
            <td class="decide">
              <button type="button" aria-pressed={row.decision === "returned"} onClick={() => decide(row.id, "returned")}>{t("退回", "Return")}</button>
              <button type="button" aria-pressed={row.decision === "passed"} onClick={() => decide(row.id, "passed")}>{t("通过", "Pass")}</button>
            </td>
          </tr>
        ))}</tbody>
      </table>
      {shown.length < all.length && <p class="note">{t(`列出了前 ${shown.length} 份，共 ${all.length} 份。`, `The first ${shown.length} of ${all.length}.`)} <button type="button" onClick={further}>{t("再列一些", "Show more")}</button></p>}
      {shown.length === 0 && <p class="note">{t("没有符合筛选的报告。", "Nothing matches the filter.")}</p>}
    </div>
  );
}
