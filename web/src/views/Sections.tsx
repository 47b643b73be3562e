// The six sections with the state of each: in words and shape, not in colour alone.
import type { SectionKey } from "gongkai-engine";
import { formOf, section, SECTIONS } from "../engine/facts";
import { check, findings } from "../state/checking";
import { content, partsOf } from "../state/draft";
import { sectionOf } from "../findings/naming";
import { sectionId } from "../paper/Paper";
import { shown } from "../paper/grouping";
import { said, t } from "../words/language";

interface State { shape: string; words: string; look: string }

function stateOf(key: SectionKey): State {
  const now = content.value;
  if (!now) return { shape: "", words: "", look: "" };
  const own = findings.value.filter((finding) => sectionOf(finding) === key);
  const errors = own.filter((finding) => finding.severity === "error").length;
  const warnings = own.filter((finding) => finding.severity === "warning").length;
  const info = section(key);
  const table = info?.table ? formOf(now.report, info.table) : null;
  const left = table?.cells.filter((cell) => !(cell.key in now.report.cells)).length ?? 0;
  const empty = table ? left === table.cells.length : !partsOf(now.report, key).some((part) => shown(part).trim() !== "");
  const marks = Object.keys(now.marks).filter((mark) => table && mark.startsWith(`${table.key}.`)).length;
  if (empty && !marks) return { shape: "○", words: table ? t("未填", "empty") : t("未写", "empty"), look: "empty" };
  if (errors) return { shape: "✗", words: t(`${errors} 处错误`, `${errors} error${errors > 1 ? "s" : ""}`), look: "error" };
  if (marks) return { shape: "？", words: t(`${marks} 格未读出`, `${marks} unread`), look: "warning" };
  if (left) return { shape: "◐", words: t(`还差 ${left} 格`, `${left} to fill`), look: "partly" };
  if (warnings) return { shape: "!", words: t(`${warnings} 处警告`, `${warnings} warning${warnings > 1 ? "s" : ""}`), look: "warning" };
  return { shape: "✓", words: t("没有问题", "fine"), look: "fine" };
}

export function Sections() {
  const now = content.value;
  if (!now) return null;
  const length = check.value?.prose.find((one) => one.section === "overview")?.characters;
  const head = now.report.organ.name && now.report.year;
  return (
    <nav class="sections" aria-label={t("各部分", "Sections")} id="sections" tabIndex={-1}>
      <ul>
        <li><a href="#" onClick={(event) => { event.preventDefault(); jump("head"); }} class={head ? "fine" : "empty"}>
          <span class="name">{t("标题与机关", "Title and body")}</span>
          <span class="state"><span aria-hidden="true">{head ? "✓" : "○"}</span> {head ? t("已填", "filled in") : t("未填", "empty")}</span></a></li>
        {SECTIONS.map((key) => {
          const info = section(key);
          const state = stateOf(key);
          return (
            <li key={key}><a href="#" onClick={(event) => { event.preventDefault(); jump(key); }} class={state.look}>
              <span class="name" lang="zh-CN">{info?.number}、{said({ zh: info?.title ?? "", en: ENGLISH[key] })}</span>
              <span class="state"><span aria-hidden="true">{state.shape}</span> {state.words}{key === "overview" && length !== undefined && length > 0 ? ` · ${length}/${info?.characters ?? 1000}` : ""}</span></a></li>
          );
        })}
      </ul>
    </nav>
  );
}

const ENGLISH: Record<SectionKey, string> = {
  overview: "Overview", disclosure: "Published by itself", applications: "Applications", disputes: "Review and litigation", problems: "Problems and steps", other_matters: "Other matters",
};

function jump(key: SectionKey | "head"): void {
  const at = document.getElementById(sectionId(key));
  at?.scrollIntoView({ block: "start" });
  (at?.querySelector<HTMLElement>("textarea, input, select") ?? at)?.focus({ preventScroll: true });
}
