// What goes back to each body: its list of faults, in plain words.
import type { OverviewRow } from "gongkai-engine";
import { said, t } from "../words/language";
import { severityName } from "../findings/Findings";
import { rows, twice, wrongYear, year, type Row } from "./review";

export function faultList(row: Row): string {
  const organ = row.content?.report.organ.name || row.name;
  const lines = [`${organ}${row.content?.report.year ?? ""}${t("年政府信息公开工作年度报告：审核意见", " annual report on disclosure of government information: review")}`, `${t("文件", "File")}：${row.name}`, ""];
  if (row.fault) lines.push(`${t("没有读取", "Not read")}：${said(row.fault.message)}${row.fault.help ? `\n    ${said(row.fault.help)}` : ""}`);
  if (wrongYear(row)) lines.push(t(`年度为 ${row.content?.report.year}，本次审核的是 ${year.value}年度`, `It is for ${row.content?.report.year}; under review are those for ${year.value}`));
  const other = twice.value.get(row.id);
  if (other) lines.push(t(`与“${other}”是同一机关同一年度的报告，请确认以哪一份为准`, `The same body and year as “${other}”; say which one counts`));
  (row.check?.findings ?? []).forEach((finding, at) => {
    lines.push(`${at + 1}. 【${severityName(finding.severity)}】${said(finding.message)}`);
    if (finding.help) lines.push(`    ${t("改法", "Mend")}：${said(finding.help)}`);
    if (finding.clause) lines.push(`    ${t("依据", "Grounds")}：${said(finding.clause)}`);
  });
  for (const diagnosis of row.check?.diagnoses ?? []) lines.push(`${t("诊断", "Diagnosis")}：${said(diagnosis.message)}`);
  const marks = Object.entries(row.content?.marks ?? {});
  if (marks.length) lines.push("", t(`以下 ${marks.length} 格没有读出，未作判断：`, `${marks.length} cells were not read and not judged:`), ...(row.content?.source?.receipt.unread ?? []).filter((one) => one.key in (row.content?.marks ?? {})).map((one) => `    ${one.name}（${said(one.why)}）`));
  if (lines.length === 3) lines.push(t("没有发现问题。", "Nothing was found."));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

export const overviewRows = (): OverviewRow[] =>
  rows.value.filter((row) => row.state === "done").map((row) => ({
    name: row.name,
    organ: row.content?.report.organ.name || null,
    year: row.content?.report.year ?? null,
    verdict: row.verdict ?? "unreadable",
    error: row.fault ? said(row.fault.message) : null,
    cells_read: row.content?.source?.receipt.read ?? 0,
    cells_expected: row.content?.source?.receipt.expected ?? 0,
    errors: row.check?.counts.error ?? 0,
    warnings: row.check?.counts.warning ?? 0,
    infos: row.check?.counts.info ?? 0,
    accepted: row.check?.counts.accepted ?? 0,
  }));
