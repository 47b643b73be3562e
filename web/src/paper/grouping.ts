// The parts of a section as they are edited: neighbouring plain paragraphs are one field, one paragraph a line;
// headings, tables and paragraphs with links or bold words stand for themselves.
import type { Part } from "gongkai-engine";

export type Group =
  | { kind: "text"; start: number; count: number; text: string }
  | { kind: "part"; start: number; part: Exclude<Part, string> }
  | { kind: "form"; start: number };

/** With the section's own table where it has one: where nothing says otherwise it stands after the paragraphs. */
export function groups(parts: Part[], table: boolean): Group[] {
  const found: Group[] = [];
  const text = (start: number, lines: string[]): void => { found.push({ kind: "text", start, count: lines.length, text: lines.join("\n") }); };
  let lines: string[] = [];
  parts.forEach((part, at) => {
    if (typeof part === "string") { lines.push(part); return; }
    // A field before and after everything else, so that there is always a place to type.
    text(at - lines.length, lines);
    lines = [];
    found.push("form_table" in part ? { kind: "form", start: at } : { kind: "part", start: at, part });
  });
  text(parts.length - lines.length, lines);
  if (table && !found.some((group) => group.kind === "form")) {
    found.push({ kind: "form", start: parts.length }, { kind: "text", start: parts.length, count: 0, text: "" });
  }
  return found;
}

/** The parts after a field was typed in. What is typed after a table that no part marks marks it. */
export function retyped(parts: Part[], group: Extract<Group, { kind: "text" }>, typed: string, afterTable: boolean): Part[] {
  const lines: Part[] = typed === "" ? [] : typed.split("\n");
  const marked = parts.some((part) => typeof part !== "string" && "form_table" in part);
  if (afterTable && !marked) return typed === "" ? parts : [...parts, { form_table: true }, ...lines];
  const next = [...parts.slice(0, group.start), ...lines, ...parts.slice(group.start + group.count)];
  const last = next[next.length - 1];
  return last !== undefined && typeof last !== "string" && "form_table" in last ? next.slice(0, -1) : next;
}

export const shown = (part: Part): string =>
  typeof part === "string" ? part : "pieces" in part && part.pieces ? part.pieces.map((piece) => piece.text).join("") : "heading" in part ? part.heading : "";
