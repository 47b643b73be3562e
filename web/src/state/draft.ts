// The report at work, with what belongs to it. Values are never changed in place: undo keeps the older ones.
import { computed, signal } from "@preact/signals";
import type { LevelKey, Opened, Part, ProseKey, Receipt, Provenance, Report, Words } from "gongkai-engine";

/** A cell that the file did not yield: to be typed, confirmed blank or left marked. */
export interface UnreadMark { why: Words; printed: string | null; left: boolean }

export interface Content {
  report: Report;
  previous: { name: string; report: Report } | null;
  marks: Record<string, UnreadMark>;
  accepted: { fingerprint: string; reason: string }[];
  /** What last year's report says that helps with a cell. */
  hints: Record<string, Words>;
  source: { name: string; format: string; receipt: Receipt; provenance: Provenance } | null;
}

export interface Draft {
  id: string;
  made: number;
  changed: number;
  content: Content;
  /** Opened from a folder under review: kept only once it was changed. */
  folder?: string;
}

/** Where a change was made, so that undo can go there. */
export type Target = string;

interface Step { content: Content; label: string; target: Target }

export const draft = signal<Draft | null>(null);
/** Another window holds the draft: look, do not touch. */
export const readOnly = signal(false);
export const past = signal<Step[]>([]);
export const future = signal<Step[]>([]);
export const content = computed(() => draft.value?.content ?? null);
export const report = computed(() => content.value?.report ?? null);

let lastTarget: Target | null = null;
const MOST_STEPS = 2000;

/** Opens a draft; the steps of another are not its own. */
export function take(next: Draft | null): void {
  draft.value = next;
  past.value = [];
  future.value = [];
  lastTarget = null;
}

/** Every change goes through here. Changes one after another at the same target are one step of undo. */
export function change(label: string, target: Target, make: (content: Content) => Content): void {
  const now = draft.value;
  if (!now || readOnly.value) return;
  const next = make(now.content);
  if (next === now.content) return;
  if (target !== lastTarget || past.value.length === 0) {
    past.value = [...past.value.slice(-MOST_STEPS), { content: now.content, label, target }];
  }
  lastTarget = target;
  future.value = [];
  draft.value = { ...now, content: next, changed: Date.now() };
}

/** What is typed next is a step of its own, though it be at the same place. */
export const endStep = (): void => { lastTarget = null; };

export function undo(): Step | null { return step(past, future); }
export function redo(): Step | null { return step(future, past); }

function step(from: typeof past, to: typeof past): Step | null {
  const now = draft.value;
  const last = from.value[from.value.length - 1];
  if (!now || !last || readOnly.value) return null;
  from.value = from.value.slice(0, -1);
  to.value = [...to.value, { ...last, content: now.content }];
  draft.value = { ...now, content: last.content, changed: Date.now() };
  lastTarget = null;
  return last;
}

// ---------------------------------------------------------------- changes of a report

export const withReport = (content: Content, report: Report): Content => ({ ...content, report });

/** States cells; null takes the statement back (未填). A mark on a cell goes when the cell is stated. */
export function withCells(content: Content, stated: Record<string, string | null>): Content {
  const cells = { ...content.report.cells };
  const marks = { ...content.marks };
  let changed = false;
  for (const [key, text] of Object.entries(stated)) {
    if (text === null) {
      if (!(key in cells)) continue;
      delete cells[key];
    } else {
      if (cells[key] === text) continue;
      cells[key] = text;
      delete marks[key];
    }
    changed = true;
  }
  return changed ? { ...content, marks, report: { ...content.report, cells } } : content;
}

export const partsOf = (report: Report, where: ProseKey): Part[] =>
  (where === "preamble" ? report.preamble : report.sections[where]) ?? [];

export function withParts(content: Content, where: ProseKey, parts: Part[]): Content {
  const report = where === "preamble"
    ? { ...content.report, preamble: parts }
    : { ...content.report, sections: { ...content.report.sections, [where]: parts } };
  return withReport(content, report);
}

// ---------------------------------------------------------------- new drafts

/** Drafts are named by chance: two windows must not make the same name. */
const newName = (): string => [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join("").slice(0, 14);

const fresh = (content: Content): Draft => ({ id: newName(), made: Date.now(), changed: Date.now(), content });

export function draftOf(report: Report, more: Partial<Content> = {}): Draft {
  return fresh({ report, previous: null, marks: {}, accepted: [], hints: {}, source: null, ...more });
}

/** What a file says, its unread cells marked. A cell that the file does not state at all is not yet filled in, no fault of reading. */
export function contentOf(opened: Opened): Partial<Content> & { report: Report } {
  const marks: Record<string, UnreadMark> = {};
  for (const { key, why, printed, reason } of opened.receipt.unread) {
    if (reason !== "not_stated") marks[key] = { why, printed, left: false };
  }
  const { name, format, receipt, provenance } = opened;
  return { report: opened.report, marks, source: { name, format, receipt, provenance } };
}

export function fullTitle(report: Report): string {
  return report.title ?? `${report.organ.name}${report.year ?? ""}年政府信息公开工作年度报告`;
}

export interface OrganChoice { name: string; level: LevelKey | null }
