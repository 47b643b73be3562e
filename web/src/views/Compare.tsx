// This year beside last year: the figures that changed, what carries over, and the words.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Comparison } from "gongkai-engine";
import { engine, failed } from "../engine/client";
import { section } from "../engine/facts";
import { download } from "../out/downloading";
import { sound } from "../state/checking";
import { content, draft } from "../state/draft";
import { tell } from "../state/notices";
import { go } from "../state/view";
import { said, t } from "../words/language";

export function Compare() {
  const found = useSignal<Comparison | null>(null);
  const all = useSignal(false);
  const now = content.value;
  useEffect(() => {
    if (!now?.previous) return;
    void engine.call("compare", [now.previous.report, sound(now.report).report]).then((answer) => {
      if (failed(answer)) tell(said(answer.failed.message), true);
      else found.value = answer;
    });
  }, [now]);
  const workbook = async (): Promise<void> => {
    if (!now?.previous) return;
    const made = await engine.call("comparison_workbook", [now.previous.report, sound(now.report).report]);
    if (failed(made)) tell(said(made.failed.message), true);
    else download(made.name, made.bytes, made.media_type);
  };
  const made = found.value;
  const lines = made?.series.filter((line) => all.value || line.changes.some((change) => change.kind !== "same")) ?? [];
  return (
    <main class="compare" id="main" tabIndex={-1}>
      <header class="folder-head">
        <button type="button" class="home" onClick={() => go("desk", draft.value?.id)}>{t("‹ 返回报告", "‹ Back to the report")}</button>
        <h1>{t("与去年逐项对比", "Beside last year")}</h1>
        <div class="acts">
          <button type="button" aria-pressed={all.value} onClick={() => { all.value = !all.value; }}>{t("也列出没有变的", "Also what is the same")}</button>
          <button type="button" class="main" onClick={() => void workbook()}>{t("保存为对比表", "Save as workbook")}</button>
        </div>
      </header>
      {!now?.previous && <p>{t("还没有去年的报告。请先在报告页选“对照去年”。", "There is no report of last year yet.")}</p>}
      {made?.cautions.map((one, at) => <p class="hint warning" key={at}>{said(one.text)}</p>)}
      {made && (
        <>
          <h2>{t(`数字：${lines.length} 项`, `Figures: ${lines.length}`)}</h2>
          <div class="list-scroll" role="region" aria-label={t("数字对比", "Figures")} tabIndex={0}>
            <table class="list">
              <thead><tr><th scope="col">{t("单元格", "Cell")}</th><th scope="col">{now?.previous?.report.year ?? t("去年", "Last year")}</th><th scope="col">{now?.report.year ?? t("今年", "This year")}</th><th scope="col">{t("变化", "Change")}</th></tr></thead>
              <tbody>{lines.map((line) => {
                const change = line.changes[0];
                return (
                  <tr key={line.key}><th scope="row">{line.name}</th>
                    {line.stated.map((one, at) => <td class="number" key={at}>{one.kind === "printed" ? one.printed || t("空白", "blank") : one.kind === "not_read" ? t("未填", "not stated") : t("无此项", "not in the form")}</td>)}
                    <td class="number">{change?.kind === "number" ? `${Number(change.difference) > 0 ? "+" : ""}${change.difference}${change.percent === null ? "" : `（${change.percent}%）`}` : change?.kind === "wording" ? t("写法不同", "worded otherwise") : t("相同", "same")}</td></tr>
                );
              })}</tbody>
            </table>
          </div>
          {made.carried.some((one) => one.findings.length > 0) && <><h2>{t("结转与衔接", "What carries over")}</h2><ul>{made.carried.flatMap((one) => one.findings).map((one, at) => <li key={at}>{said(one.message)}</li>)}</ul></>}
          <h2>{t("文字改动", "Words")}</h2>
          {made.prose.length === 0 && <p>{t("没有改动。", "None.")}</p>}
          {made.prose.map((one, at) => (
            <section key={at}>
              <h3>{one.section ? section(one.section)?.heading : t("引言", "Preamble")}</h3>
              {one.changes.map((change, nth) => change.kind === "changed"
                ? <p key={nth} class="para">{change.pieces.map((piece, n) => piece.kind === "kept" ? piece.text : piece.kind === "added" ? <ins key={n}>{piece.text}</ins> : <del key={n}>{piece.text}</del>)}</p>
                : <p key={nth} class="para">{change.kind === "added" ? <ins>{change.text}</ins> : <del>{change.text}</del>}</p>)}
            </section>
          ))}
        </>
      )}
    </main>
  );
}
