// The filing on A4: the same report as plain text and tables, drawn only when it is printed.
import { render } from "preact";
import type { FormTable, Part, SectionKey } from "gongkai-engine";
import { formOf, section, SECTIONS } from "../engine/facts";
import { geometry } from "../paper/geometry";
import { RichBody } from "../paper/Rich";
import { sound } from "../state/checking";
import { TitleText } from "../paper/TitleText";
import { content } from "../state/draft";

/** What the written files say, too, where a cell was not read. */
const NOT_READ = "未读出";

type Sound = ReturnType<typeof sound>["report"];

function PrintPaper({ report }: { report: Sound }) {
  return (
    <article lang="zh-CN">
      <h1><TitleText of={report} /></h1>
      <Parts parts={report.preamble} report={report} />
      {SECTIONS.map((key) => <Section key={key} of={key} report={report} />)}
      {(report.signature.organ || report.signature.date) && <footer><p>{report.signature.organ}</p><p>{report.signature.date}</p></footer>}
    </article>
  );
}

function Section({ of, report }: { of: SectionKey; report: Sound }) {
  const info = section(of);
  const parts = report.sections[of] ?? [];
  const table = info?.table ? formOf(report, info.table) : null;
  const marked = parts.some((part) => typeof part !== "string" && "form_table" in part);
  return (
    <section>
      <h2>{info?.heading}</h2>
      <Parts parts={parts} report={report} table={table} />
      {table && !marked && <PrintTable table={table} report={report} />}
    </section>
  );
}

function Parts({ parts, report, table }: { parts: Part[]; report: Sound; table?: FormTable | null }) {
  return <>{parts.map((part, at) => typeof part === "string" ? <p key={at} class="para">{part}</p>
    : "form_table" in part ? table && <PrintTable key={at} table={table} report={report} />
      : <RichBody key={at} part={part} />)}</>;
}

function PrintTable({ table, report }: { table: FormTable; report: Sound }) {
  const width = table.widths.reduce((sum, one) => sum + one, 0);
  const row = (cells: ReturnType<typeof geometry>["rows"][number], at: number) => (
    <tr key={at} class={cells.some((cell) => cell.kind === "head") ? "heads" : ""}>{cells.map((cell) => cell.kind === "value"
      ? <td key={cell.column} rowSpan={cell.row_span} colSpan={cell.column_span}>{report.cells[cell.key ?? ""] ?? (content.value?.marks[cell.key ?? ""] ? NOT_READ : "")}</td>
      : <th key={cell.column} rowSpan={cell.row_span} colSpan={cell.column_span} class={cell.kind}>{cell.text}</th>)}</tr>
  );
  const { rows } = geometry(table);
  return (
    <table class={table.key}>
      <colgroup>{table.widths.map((one) => <col style={{ width: `${(100 * one) / width}%` }} />)}</colgroup>
      <thead>{rows.slice(0, table.head_rows).map(row)}</thead>
      <tbody>{rows.slice(table.head_rows).map(row)}</tbody>
    </table>
  );
}

export function watchPrinting(): void {
  const sheet = document.getElementById("print");
  if (!sheet) return;
  addEventListener("beforeprint", () => {
    const now = content.value;
    document.documentElement.classList.toggle("printing-report", now !== null && document.documentElement.dataset["view"] === "desk");
    render(now ? <PrintPaper report={sound(now.report).report} /> : null, sheet);
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing-report");
    render(null, sheet);
  });
}
