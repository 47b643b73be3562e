// A folder under review: files are read one after another, each becomes a row as it is done.
import { computed, signal } from "@preact/signals";
import type { Check, Consolidated, Fault, Opened, Report } from "gongkai-engine";
import { failed, folderEngine } from "../engine/client";
import { past, contentOf, draft, type Content } from "../state/draft";
import { check } from "../state/checking";
import { leave } from "../state/keeping";
import { tell } from "../state/notices";
import { go } from "../state/view";
import { pathOf } from "../reading/dropping";
import { read, start } from "../reading/opening";
import { showReceipt } from "../reading/Unread";
import { t } from "../words/language";

export type Decision = "returned" | "passed" | null;
export type Verdict = "unreadable" | "errors" | "pass_with_remarks" | "pass";

export interface Row {
  id: string;
  name: string;
  state: "waiting" | "done";
  verdict: Verdict | null;
  fault: Fault | null;
  content: Content | null;
  check: Check | null;
  digest: string | null;
  decision: Decision;
}

export const rows = signal<Row[]>([]);
export const running = signal(false);
export const expected = signal("");
/** What adding up would say of who is there: asked when a list is pasted. */
export const rollCall = signal<Consolidated | null>(null);
export const filter = signal<"all" | Verdict | "undecided" | "returned" | "passed">("all");
export const wanted = signal("");
export const chosen = signal<string | null>(null);
/** The year under review; null: the one that most reports are for. */
export const yearAsked = signal<number | null>(null);

let stopped = false;
/** Milliseconds between two drawings of the list while files are read. */
const REDRAW = 250;
/** What waits to be read, in the order in which it came. */
const files = new Map<string, File>();

const waiting = (id: string, name: string): Row =>
  ({ id, name, state: "waiting", verdict: null, fault: null, content: null, check: null, digest: null, decision: null });

export async function review(arrived: File[]): Promise<void> {
  const known = new Set(rows.value.map((row) => row.name));
  // Rows that were kept have names already.
  let last = rows.value.reduce((most, row) => Math.max(most, Number(row.id.slice(1))), 0);
  const added = arrived.filter((file) => !known.has(pathOf(file))).map((file) => {
    const id = `f${++last}`;
    files.set(id, file);
    return waiting(id, pathOf(file));
  });
  rows.value = [...rows.value, ...added];
  go("folder");
  stopped = false;
  if (running.value) return;
  running.value = true;
  // The list is drawn a few times a second and not after each of a thousand files.
  const done = new Map<string, Row>();
  let shown = performance.now();
  const show = (): void => {
    rows.value = rows.value.map((row) => done.get(row.id) ?? row);
    done.clear();
    shown = performance.now();
  };
  while (!stopped) {
    const [next] = files;
    if (!next) break;
    const [id, file] = next;
    const read = await judge(waiting(id, pathOf(file)), file);
    // Nobody asks for it any more where the list was cleared meanwhile.
    if (files.delete(id)) done.set(id, read);
    if (performance.now() - shown > REDRAW) show();
  }
  show();
  if (stopped) {
    files.clear();
    rows.value = rows.value.filter((row) => row.state === "done");
  }
  running.value = false;
  await callRoll();
}

export function stopReview(): void {
  stopped = true;
}

export function clearReview(): void {
  stopReview();
  rows.value = [];
  rollCall.value = null;
  files.clear();
}

async function judge(row: Row, file: File): Promise<Row> {
  const done: Row = { ...row, state: "done", verdict: "unreadable" };
  const opened = await read(file, folderEngine());
  if (failed(opened)) return { ...done, fault: opened.failed };
  const checked = await folderEngine().call("check", opened.report, { receipt: opened.receipt, provenance: opened.provenance });
  if (failed(checked)) return { ...done, fault: checked.failed };
  const content: Content = { previous: null, accepted: [], hints: {}, marks: {}, source: null, ...contentOf(opened as Opened) };
  return { ...done, verdict: checked.verdict, check: checked, content, digest: (opened as Opened).digest };
}

// ---------------------------------------------------------------- what the list says

const WORST: Verdict[] = ["unreadable", "errors", "pass_with_remarks", "pass"];

export const year = computed<number | null>(() => {
  if (yearAsked.value !== null) return yearAsked.value;
  const counts = new Map<number, number>();
  for (const row of rows.value) {
    const of = row.content?.report.year;
    if (of != null) counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
});

/** Rows that are the same organ's for the same year, or the same file twice. */
export const twice = computed<Map<string, string>>(() => {
  const first = new Map<string, Row>();
  const found = new Map<string, string>();
  for (const row of rows.value) {
    const report = row.content?.report;
    if (!report?.organ.name) continue;
    const key = `${report.organ.name}|${report.year ?? ""}`;
    const other = first.get(key);
    if (other) { found.set(row.id, other.name); found.set(other.id, row.name); } else first.set(key, row);
  }
  return found;
});

export const wrongYear = (row: Row): boolean => {
  const of = row.content?.report.year;
  return of != null && year.value !== null && of !== year.value;
};

export const shownRows = computed<Row[]>(() => {
  const words = wanted.value.trim();
  const rank = (row: Row): number => (row.verdict ? WORST.indexOf(row.verdict) : 9);
  return rows.value
    .filter((row) => row.state === "done")
    .filter((row) => {
      switch (filter.value) {
        case "all": return true;
        case "undecided": return row.decision === null;
        case "returned": case "passed": return row.decision === filter.value;
        default: return row.verdict === filter.value;
      }
    })
    .filter((row) => !words || `${row.name} ${row.content?.report.organ.name ?? ""}`.includes(words))
    .sort((a, b) => rank(a) - rank(b) || (b.check?.counts.error ?? 0) - (a.check?.counts.error ?? 0) || (b.check?.counts.warning ?? 0) - (a.check?.counts.warning ?? 0) || a.name.localeCompare(b.name, "zh", { numeric: true }));
});

export function decide(id: string, decision: Decision): void {
  rows.value = rows.value.map((row) => (row.id === id ? { ...row, decision: row.decision === decision ? null : decision } : row));
}

/** Who filed, by the pasted list. */
export async function callRoll(): Promise<void> {
  const names = expected.value.split(/[\n;；]/).map((name) => name.trim()).filter(Boolean);
  if (!names.length) { rollCall.value = null; return; }
  const answer = await folderEngine().call("consolidate", members(), {
    organ: { name: "", level: null }, year: year.value ?? undefined, expected: names,
    unreadable: rows.value.filter((row) => row.fault).map((row) => ({ name: row.name, why: row.fault?.message.zh ?? "" })),
  });
  if (failed(answer)) tell(answer.failed.message.zh, true);
  else rollCall.value = answer;
}

export const members = (): { name: string; report: Report }[] =>
  rows.value.flatMap((row) => (row.content ? [{ name: row.name, report: row.content.report }] : []));

// ---------------------------------------------------------------- one body's report on the desk

export async function openRow(id: string): Promise<void> {
  keepChanges();
  const row = rows.value.find((one) => one.id === id);
  if (!row?.content) return;
  chosen.value = id;
  await start(row.content, { folder: id });
  showReceipt.value = Object.keys(row.content.marks).length > 0;
}

/** What was corrected on the desk stands in the list too. */
function keepChanges(): void {
  const now = draft.value;
  if (!now?.folder || past.value.length === 0) return;
  const checked = check.value;
  rows.value = rows.value.map((row) => (row.id === now.folder ? { ...row, content: now.content, check: checked ?? row.check, verdict: checked?.verdict ?? row.verdict } : row));
}

export function leaveToFolder(): void {
  keepChanges();
  showReceipt.value = false;
  leave();
  go("folder");
  if (chosen.value) goTo(chosen.value);
}

/** A row is chosen, and the keyboard is there: at once, so that the next key means it, or as soon as it is drawn. */
export function goTo(id: string): void {
  chosen.value = id;
  const drawn = (): HTMLElement | null => document.getElementById(`row-${id}`);
  const row = drawn();
  if (row) row.focus();
  else requestAnimationFrame(() => drawn()?.focus());
}

export function openNeighbour(step: 1 | -1): void {
  const open = shownRows.value.filter((row) => row.content);
  const at = open.findIndex((row) => row.id === draft.value?.folder);
  const next = open[at + step];
  if (next) void openRow(next.id);
  else tell(step > 0 ? t("已是最后一份", "This is the last one") : t("已是第一份", "This is the first one"));
}

export function folderPlace(): string {
  const open = shownRows.value.filter((row) => row.content);
  const at = open.findIndex((row) => row.id === draft.value?.folder);
  return at < 0 ? "" : `${at + 1}/${open.length}`;
}
