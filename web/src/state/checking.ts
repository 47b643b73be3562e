// The check beside what is typed: 300 ms after the last key, never while an input method composes.
import { computed, effect, signal } from "@preact/signals";
import type { Check, Finding, Part, ProseKey, Report, SectionKey, Span, Total } from "gongkai-engine";
import { engine, failed } from "../engine/client";
import { content, type Content } from "./draft";
import { composing, typingIn } from "./typing";

const PAUSE = 300;

export const check = signal<Check | null>(null);
export const totals = signal<Record<string, Total>>({});
export const checkFault = signal<string | null>(null);
/** How long the last check took, from the pause to the answer. */
export const lastTook = signal(0);
/** Whether what is shown is of what stands there now. */
export const upToDate = signal(false);

let timer: number | undefined;
let round = 0;

effect(() => {
  const now = content.value;
  const held = composing.value;
  clearTimeout(timer);
  upToDate.value = false;
  if (!now) { check.value = null; totals.value = {}; return; }
  if (!held) timer = window.setTimeout(() => void run(now), check.peek() ? PAUSE : 0);
});

async function run(now: Content): Promise<void> {
  const mine = ++round;
  const began = performance.now();
  const { report, places } = sound(now.report);
  const [checked, summed] = await Promise.all([
    engine.call("check", report, {
      receipt: now.source?.receipt, provenance: now.source?.provenance,
      previous: now.previous?.report, accept: now.accepted,
    }),
    engine.call("sums", report),
  ]);
  if (mine !== round) return;
  lastTook.value = performance.now() - began;
  if (failed(checked)) checkFault.value = checked.failed.message.zh;
  else {
    checkFault.value = null;
    check.value = { ...checked, findings: checked.findings.map((finding) => ({ ...finding, spans: moved(finding.spans, places) })) };
  }
  if (!failed(summed)) totals.value = Object.fromEntries(summed.map((total) => [total.key, total]));
  upToDate.value = true;
}

type Places = Partial<Record<ProseKey, number[]>>;

/** A report as it is handed on: lines that hold nothing are no paragraphs. `places` says where each kept part stood. */
export function sound(report: Report): { report: Report; places: Places } {
  const places: Places = {};
  const keep = (where: ProseKey, parts: Part[]): Part[] => {
    const at: number[] = [];
    const kept = parts.filter((part, index) => (typeof part === "string" && part.trim() === "" ? false : (at.push(index), true)));
    places[where] = at;
    return kept;
  };
  const sections = Object.fromEntries(
    Object.entries(report.sections).map(([key, parts]) => [key, keep(key as ProseKey, parts)]),
  ) as Report["sections"];
  return { report: { ...report, preamble: keep("preamble", report.preamble), sections }, places };
}

const moved = (spans: Span[], places: Places): Span[] =>
  spans.map((span) => ({ ...span, part: places[span.section]?.[span.part] ?? span.part }));

/** The findings to be shown: a cell that is being typed in is not scolded until it is left. */
export const findings = computed<Finding[]>(() => {
  const busy = typingIn.value;
  return (check.value?.findings ?? []).filter((finding) => (!busy || finding.cells[0]?.key !== busy) && !yetToBeWritten(finding));
});

/** In a report that is being written, a part that nothing stands in yet is not an error; it is yet to be written. */
export const unwritten = computed<SectionKey[]>(() =>
  (check.value?.findings ?? []).filter(yetToBeWritten).flatMap((finding) => (finding.section ? [finding.section] : [])));

function yetToBeWritten(finding: Finding): boolean {
  const now = content.value;
  if (!now || now.source || !finding.section || finding.cells.length || finding.spans.length) return false;
  return isEmpty(now.report, finding.section);
}

function isEmpty(report: Report, key: SectionKey): boolean {
  return !report.sections[key].some((part) => typeof part !== "string" || part.trim() !== "")
    && !Object.keys(report.cells).some((cell) => cell.startsWith(`${key}.`));
}

/** The gravest finding of each cell. */
export const byCell = computed(() => {
  const found = new Map<string, Finding>();
  for (const finding of findings.value) {
    for (const [index, { key }] of finding.cells.entries()) {
      if (!found.has(key) && (index === 0 || finding.cells.length <= 8)) found.set(key, finding);
    }
  }
  return found;
});
