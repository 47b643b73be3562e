// One of the three tables, as the form prints it: a real table with merged heads.
import type { FormTable as Table, GridCell, Report, TableKey } from "gongkai-engine";
import { engine, failed } from "../engine/client";
import { formCell, formOf } from "../engine/facts";
import { byCell, sound, totals } from "../state/checking";
import { change, content, endStep, readOnly, withCells } from "../state/draft";
import { said, t, tableName } from "../words/language";
import { showLast } from "./showing";
import { adopt, Cell } from "./Cell";
import { geometry, headId } from "./geometry";

export function FormTable({ table: key }: { table: TableKey }) {
  const now = content.value;
  const table = now && formOf(now.report, key);
  if (!now || !table) return null;
  const { rows, headers } = geometry(table);
  const width = table.widths.reduce((sum, one) => sum + one, 0);
  const found = byCell.value;
  return (
    <div class="table-block">
      <div class="table-scroll" role="region" aria-label={`${tableName(table.name)}：${table.heading}`} tabIndex={0}>
        <table class={`form-table ${key}`}>
          <caption class="sr">{table.heading}</caption>
          <colgroup>{table.widths.map((one) => <col style={{ width: `${(100 * one) / width}%` }} />)}</colgroup>
          {[rows.slice(0, table.head_rows), rows.slice(table.head_rows)].map((part, body) => part.length === 0 ? null : h_(body, part.map((row, at) => (
            <tr key={at}>
              {row.map((cell) => cell.kind !== "value" ? <Head key={cell.column} table={table} cell={cell} /> : (
                <td key={cell.key} rowSpan={cell.row_span} colSpan={cell.column_span} headers={headers.get(cell.key ?? "")}>
                  {value(cell.key ?? "")}
                </td>
              ))}
            </tr>
          ))))}
        </table>
      </div>
      <TableTools table={table} />
    </div>
  );

  function value(cellKey: string) {
    const cell = table && formCell(table, cellKey);
    if (!cell || !now || !table) return null;
    const finding = found.get(cellKey);
    const mark = now.marks[cellKey];
    return (
      <Cell table={table} cell={cell} text={now.report.cells[cellKey]}
        trouble={finding?.severity ?? null} message={finding ? said(finding.message) : null}
        unread={mark ? (mark.left ? "left" : "open") : null}
        last={showLast.value && now.previous ? now.previous.report.cells[cellKey] ?? null : null}
        computed={totals.value[cellKey]?.computed ?? null} readOnly={readOnly.value} narrow={key !== "disclosure"} />
    );
  }
}

const h_ = (body: number, rows: preact.ComponentChildren) => body === 0 ? <thead>{rows}</thead> : <tbody>{rows}</tbody>;

function Head({ table, cell }: { table: Table; cell: GridCell }) {
  const column = cell.kind === "head";
  const scope = column ? (cell.column_span > 1 ? "colgroup" : "col") : cell.row_span > 1 ? "rowgroup" : "row";
  return (
    <th id={headId(table, cell)} rowSpan={cell.row_span} colSpan={cell.column_span} scope={scope} class={cell.kind} lang="zh-CN">
      <span>{cell.text}</span>
    </th>
  );
}

/** Takes over every total that is not stated yet; a total of totals follows from those just taken. One step of undo. */
async function adoptAll(table: Table, report: Report): Promise<void> {
  const taken: Record<string, string> = {};
  for (;;) {
    const made = await engine.call("sums", sound({ ...report, cells: { ...report.cells, ...taken } }).report);
    if (failed(made)) break;
    const more = made.filter(({ key, computed }) => computed !== null && formCell(table, key) && report.cells[key] === undefined && taken[key] === undefined);
    if (!more.length) break;
    for (const { key, computed } of more) taken[key] = computed ?? "";
  }
  adopt(taken);
}

/** What can be done with the whole table, always by a click and always to be undone. */
function TableTools({ table }: { table: Table }) {
  const now = content.value;
  if (!now || readOnly.value) return null;
  const cells = now.report.cells;
  const empty = table.cells.filter((cell) => !(cell.key in cells) && !now.marks[cell.key]);
  const sums = table.cells.flatMap((cell) => {
    const computed = totals.value[cell.key]?.computed;
    return computed != null && cells[cell.key] === undefined ? [[cell.key, computed] as const] : [];
  });
  const parts = empty.filter((cell) => !cell.total);
  if (!empty.length && !sums.length) return null;
  const zeros = (): void => {
    endStep();
    change(t("填 0", "fill with 0"), table.key, (was) => withCells(was, Object.fromEntries(parts.map((cell) => [cell.key, "0"]))));
    endStep();
  };
  return (
    <p class="table-tools">
      <span>{t(`本表还有 ${empty.length} 格未填`, `${empty.length} cells not filled in`)}</span>
      {parts.length > 0 && <button type="button" onClick={zeros}>{t(`未填的 ${parts.length} 格都填 0`, `Put 0 into the ${parts.length} left`)}</button>}
      {sums.length > 0 && <button type="button" onClick={() => void adoptAll(table, now.report)}>{t(`采用算得的 ${sums.length} 个总计`, `Take over ${sums.length} totals`)}</button>}
    </p>
  );
}
