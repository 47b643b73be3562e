// The first screen: three doors, a place to drop files, the drafts kept here.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { engineTrouble, forms } from "../engine/facts";
import { fullTitle } from "../state/draft";
import { drafts, forget, kept, openDraft, refreshDrafts } from "../state/keeping";
import { go } from "../state/view";
import { isReport } from "../reading/dropping";
import { openToCheck } from "../reading/opening";
import { Pick } from "../reading/Pick";
import { review, rows } from "../folder/review";
import { language, t } from "../words/language";
import { NewReport } from "./NewReport";
import { openExample } from "./example";

export function Home() {
  const writing = useSignal(false);
  useEffect(() => { document.title = t("政府信息公开工作年度报告 · gongkai", "Annual report on disclosure of government information · gongkai"); void refreshDrafts(); }, [language.value]);
  return (
    <main class="home-view" id="main" tabIndex={-1}>
      <h1>{t("政府信息公开工作年度报告", "Annual report on disclosure of government information")}</h1>
      <p class="promise">{t("全部在本机处理，不上传任何内容。", "Everything is done on this computer. Nothing is sent anywhere.")}</p>
      {engineTrouble.value && <p class="hint error" role="alert">{engineTrouble.value}</p>}
      <div class="doors">
        <section class="door">
          <h2>{t("写一份报告", "Write a report")}</h2>
          <p>{t("从去年的报告、台账或空表开始，边填边查。", "From last year's report, a register or an empty form; checked as you type.")}</p>
          <button type="button" class="main" disabled={!forms.value} id="door-write" onClick={() => { writing.value = true; }}>{t("开始写", "Start")}</button>
        </section>
        <section class="door">
          <h2>{t("检查一份报告", "Check a report")}</h2>
          <p>{t("打开 Word、Excel、PDF、网页或文本，看哪里不对、怎样改。", "Open Word, Excel, PDF, a web page or text: what is wrong, and how to mend it.")}</p>
          <Pick class="main" id="door-check" onFiles={([file]) => { if (file) void openToCheck(file); }}>{t("选择文件…", "Choose a file…")}</Pick>
        </section>
        <section class="door">
          <h2>{t("审核一批报告", "Review a folder")}</h2>
          <p>{t("几十份一起读，问题多的排在前面，看谁没有报，汇总数据。", "Sixty at once, the worst first; who has not filed; figures added up.")}</p>
          <p class="buttons">
            <Pick class="main" folder id="door-folder" onFiles={(files) => void review(files.filter(isReport))}>{t("选择文件夹…", "Choose a folder…")}</Pick>
            <Pick many id="door-files" onFiles={(files) => void review(files.filter(isReport))}>{t("选择多个文件…", "Choose files…")}</Pick>
          </p>
        </section>
      </div>
      <p class="drop-here">{t("也可以把文件或文件夹直接拖到这里：一份就检查，多份就审核。", "Or drop files here: one is checked, several are reviewed.")}</p>
      {rows.value.length > 0 && <p class="drafts"><button type="button" class="open" onClick={() => go("folder")}><b>{t(`正在审核的一批报告：${rows.value.length} 份`, `Under review: ${rows.value.length} reports`)}</b></button></p>}
      <Drafts />
      <footer class="foot">
        <button type="button" class="quiet" onClick={() => go("help")}>{t("使用说明", "Help")}</button>
        <button type="button" class="quiet" disabled={!forms.value} onClick={() => void openExample()}>{t("看一个填好的例子", "A worked example")}</button>
      </footer>
      {writing.value && <NewReport onClose={() => { writing.value = false; }} />}
    </main>
  );
}

function Drafts() {
  const all = drafts.value;
  if (kept.value.state === "failed") return <p class="hint warning">{t("浏览器不允许在本机保存草稿（例如无痕窗口）。写好后请导出文件。", "This browser keeps no drafts here (a private window, perhaps). Save your work as a file.")}</p>;
  if (!all.length) return null;
  return (
    <section class="drafts">
      <h2>{t("本机的草稿", "Drafts kept here")}</h2>
      <ul>{all.map((one) => (
        <li key={one.id}>
          <button type="button" class="open" onClick={() => void openDraft(one.id).then((found) => { if (found) go("desk", one.id); })}>
            <b lang="zh-CN">{one.content.report.organ.name ? fullTitle(one.content.report) : t("（机关名称未填）", "(no name yet)")}</b>
            <span>{t("改于", "changed")} {new Date(one.changed).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}</span>
          </button>
          <button type="button" class="quiet" aria-label={t(`删除草稿：${fullTitle(one.content.report)}`, `Delete: ${fullTitle(one.content.report)}`)}
            onClick={() => { if (confirm(t("删除这份草稿？删除后不能恢复。", "Delete this draft? It cannot be brought back."))) void forget(one.id); }}>{t("删除", "Delete")}</button>
        </li>
      ))}</ul>
    </section>
  );
}
