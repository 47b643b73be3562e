// The report at work: sections, paper, findings.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CellBar } from "../paper/CellBar";
import { Paper } from "../paper/Paper";
import { Findings } from "../findings/Findings";
import { findings } from "../state/checking";
import { content } from "../state/draft";
import { t } from "../words/language";
import { Bar } from "./Bar";
import { Sections } from "./Sections";

type Sheet = "none" | "sections" | "findings";

export function Desk() {
  const sheet = useSignal<Sheet>("none");
  useEffect(() => {
    const { organ, year } = content.value?.report ?? { organ: { name: "" }, year: null };
    document.title = `${organ.name}${year ?? ""} · gongkai`;
  }, []);
  if (!content.value) return <main class="desk empty"><p>{t("没有打开的报告。", "No report is open.")}</p></main>;
  const toggle = (which: Sheet): void => { sheet.value = sheet.value === which ? "none" : which; };
  const errors = findings.value.filter((finding) => finding.severity === "error").length;
  return (
    <div class="desk" data-sheet={sheet.value} onClick={(event) => { if ((event.target as Element).closest(".findings .go, .sections a")) sheet.value = "none"; }}>
      <Bar />
      <nav class="tabs" aria-label={t("显示", "Show")}>
        <button type="button" aria-expanded={sheet.value === "sections"} aria-controls="sections" onClick={() => toggle("sections")}>{t("各部分", "Sections")}</button>
        <button type="button" aria-expanded={sheet.value === "findings"} aria-controls="findings" onClick={() => toggle("findings")}>{t(`检查结果 ${findings.value.length}`, `Findings ${findings.value.length}`)}{errors ? ` ✗${errors}` : ""}</button>
      </nav>
      <Sections />
      <main class="middle" id="paper" tabIndex={-1}>
        <Paper />
        <CellBar />
      </main>
      <Findings />
    </div>
  );
}
