// How a finding's place is said, and where it is on the paper.
import type { Finding, SectionKey } from "gongkai-engine";
import { formCell, formOf, section, tableOf } from "../engine/facts";
import { content, partsOf } from "../state/draft";
import { focusCell } from "../paper/Cell";
import { sectionId } from "../paper/Paper";
import { t, tableName } from "../words/language";

/** The section that a finding belongs to in the list on the left; null: the head. */
export function sectionOf(finding: Finding): SectionKey | null {
  const cell = finding.cells[0];
  if (cell) return tableOf(cell.key);
  return finding.section ?? (finding.spans[0] && finding.spans[0].section !== "preamble" ? finding.spans[0].section : null);
}

export function placeOf(finding: Finding): string {
  const cell = finding.cells[0];
  const report = content.value?.report;
  if (cell && report) {
    const table = formOf(report, tableOf(cell.key));
    const form = table && formCell(table, cell.key);
    if (table && form) {
      // Table four has no rows: its groups are named by the columns alone.
      const row = form.row_path.at(-1);
      return [tableName(table.name), ...(row ? [row, form.column_path.at(-1) ?? ""] : form.column_path)].join(" · ");
    }
    return cell.name;
  }
  const of = sectionOf(finding);
  return of ? section(of)?.heading ?? "" : t("全文", "The report");
}

/** Goes to what a finding is about and puts the focus there. */
export function goTo(finding: Finding): void {
  const cell = finding.cells.find((one) => one.key);
  if (cell && focusCell(cell.key)) return;
  const span = finding.spans[0];
  if (span && selectWords(span.section, span.part, span.start, span.end)) return;
  const of = sectionOf(finding);
  const at = document.getElementById(sectionId(of ?? "head"));
  at?.scrollIntoView({ block: "start" });
  const field = at?.querySelector<HTMLElement>("textarea, input, select");
  (field ?? at)?.focus({ preventScroll: true });
}

function selectWords(where: string, part: number, start: number, end: number): boolean {
  const report = content.value?.report;
  if (!report) return false;
  for (const field of document.querySelectorAll<HTMLTextAreaElement>(`textarea[data-where="${where}"]`)) {
    const first = Number(field.dataset["start"]);
    const lines = field.value.split("\n");
    if (part < first || part >= first + lines.length) continue;
    const parts = partsOf(report, where as SectionKey);
    let before = 0;
    for (let at = first; at < part; at++) before += String(parts[at]).length + 1;
    field.focus();
    field.setSelectionRange(before + start, before + end);
    field.scrollIntoView({ block: "center" });
    return true;
  }
  return false;
}
