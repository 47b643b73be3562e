// How a form's table lies: what heads a value cell, and which cell is beside which.
import type { FormTable, GridCell } from "gongkai-engine";

export interface Geometry {
  /** The printed cells, row by row. */
  rows: GridCell[][];
  /** For each value cell the ids of the heads and labels that it stands under and beside. */
  headers: Map<string, string>;
  /** The keys of each row that has values, from left to right. */
  lines: string[][];
  where: Map<string, { line: number; at: number; column: number }>;
  columns: Map<string, number>;
}

const known = new WeakMap<FormTable, Geometry>();

export const headId = (table: FormTable, cell: GridCell): string => `${table.key}-${cell.row}-${cell.column}`;
export const cellId = (key: string): string => `cell-${key.replaceAll(".", "-")}`;

export function geometry(table: FormTable): Geometry {
  const found = known.get(table);
  if (found) return found;
  const made = lay(table);
  known.set(table, made);
  return made;
}

function lay(table: FormTable): Geometry {
  const rows: GridCell[][] = Array.from({ length: table.rows }, () => []);
  // What covers each place of the grid, merged cells included.
  const cover: (GridCell | undefined)[][] = Array.from({ length: table.rows }, () => []);
  for (const cell of table.grid) {
    rows[cell.row]?.push(cell);
    for (let row = cell.row; row < cell.row + cell.row_span; row++) {
      const line = cover[row];
      if (line) for (let column = cell.column; column < cell.column + cell.column_span; column++) line[column] = cell;
    }
  }
  const headers = new Map<string, string>();
  const where = new Map<string, { line: number; at: number; column: number }>();
  const columns = new Map<string, number>();
  const lines: string[][] = [];
  rows.forEach((row, at) => {
    const keys: string[] = [];
    for (const cell of row) {
      if (cell.kind !== "value" || cell.key === null) continue;
      where.set(cell.key, { line: lines.length, at: keys.length, column: cell.column });
      columns.set(cell.key, cell.column);
      keys.push(cell.key);
      headers.set(cell.key, [...above(cover, at, cell.column), ...beside(cover, at, cell.column)].map((head) => headId(table, head)).join(" "));
    }
    if (keys.length) lines.push(keys);
  });
  return { rows, headers, lines, where, columns };
}

/** The heads above: the nearest ones, up to where values of another block stand. */
function above(cover: (GridCell | undefined)[][], row: number, column: number): GridCell[] {
  const heads: GridCell[] = [];
  for (let up = row - 1; up >= 0; up--) {
    const cell = cover[up]?.[column];
    if (cell?.kind === "head") { if (!heads.includes(cell)) heads.unshift(cell); }
    else if (heads.length) break;
  }
  return heads;
}

/** The labels to the left. */
function beside(cover: (GridCell | undefined)[][], row: number, column: number): GridCell[] {
  const labels = (cover[row] ?? []).slice(0, column).filter((cell): cell is GridCell => cell?.kind === "label");
  return [...new Set(labels)];
}

export type Way = "up" | "down" | "left" | "right" | "first" | "last" | "row-first" | "row-last";

/** The cell to go to; the same one where the table ends. */
export function neighbour(table: FormTable, key: string, way: Way): string {
  const { lines, where } = geometry(table);
  const at = where.get(key);
  if (!at) return key;
  const line = lines[at.line] ?? [];
  switch (way) {
    case "left": return line[at.at - 1] ?? key;
    case "right": return line[at.at + 1] ?? key;
    case "row-first": return line[0] ?? key;
    case "row-last": return line[line.length - 1] ?? key;
    case "first": return lines[0]?.[0] ?? key;
    case "last": return lines[lines.length - 1]?.at(-1) ?? key;
    case "up": return nearest(lines[at.line - 1], where, at.column) ?? key;
    case "down": return nearest(lines[at.line + 1], where, at.column) ?? key;
  }
}

function nearest(line: string[] | undefined, where: Geometry["where"], column: number): string | undefined {
  if (!line) return undefined;
  const under = line.filter((key) => (where.get(key)?.column ?? 0) <= column);
  return under[under.length - 1] ?? line[0];
}

/** Where a pasted block goes: its first cell at `key`, its rows on the rows of values below. */
export function spread(table: FormTable, key: string, block: string[][]): Map<string, string> {
  const { lines, where } = geometry(table);
  const start = where.get(key);
  const placed = new Map<string, string>();
  if (!start) return placed;
  block.forEach((values, down) => {
    values.forEach((value, right) => {
      const target = lines[start.line + down]?.[start.at + right];
      if (target) placed.set(target, value);
    });
  });
  return placed;
}
