// Files into drafts. Whatever goes wrong with a file is said, and nothing at work is touched by it.
import { signal } from "@preact/signals";
import type { Fault, LevelKey, Opened, OpenOptions, Words } from "gongkai-engine";
import { engine, failed, type EngineClient } from "../engine/client";
import { change, contentOf, content, draftOf, endStep, type Content } from "../state/draft";
import { workOn } from "../state/keeping";
import { tell } from "../state/notices";
import { go } from "../state/view";
import { t } from "../words/language";
import { showReceipt } from "./Unread";

export interface Trouble { name: string; fault: Fault }
export const trouble = signal<Trouble | null>(null);
export const busy = signal<string | null>(null);

/** Larger files are not even read into memory: no report of this kind is a tenth of it. */
export const LARGEST = 120 * 1024 * 1024;

export async function read(file: File, by: EngineClient = engine, options?: OpenOptions): Promise<Opened | { failed: Fault }> {
  if (file.size > LARGEST) return { failed: said("too_large", `文件有 ${Math.round(file.size / 1048576)} MB，太大了，没有读取`, `The file has ${Math.round(file.size / 1048576)} MB, which is too large; it was not read`) };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { failed: said("unreadable", "浏览器读不到这个文件：可能已被移动、删除，或正被别的程序占用", "The browser cannot read this file: it may have been moved, or another program holds it") };
  }
  return by.call("open", file.name, bytes, options);
}

const said = (kind: string, zh: string, en: string): Fault => ({ kind, message: { zh, en }, help: null, position: null });

async function opened(file: File): Promise<Opened | null> {
  busy.value = file.name;
  const answer = await read(file);
  busy.value = null;
  if (failed(answer)) { trouble.value = { name: file.name, fault: answer.failed }; return null; }
  return answer;
}

/** Opens a file to be checked, corrected or gone on with. */
export async function openToCheck(file: File): Promise<void> {
  const found = await opened(file);
  if (!found) return;
  await start(contentOf(found));
  showReceipt.value = Object.keys(content.value?.marks ?? {}).length > 0 || found.receipt.lossy;
}

/** Last year's file makes this year's draft. */
export async function startFromLast(file: File): Promise<void> {
  const last = await opened(file);
  if (!last) return;
  const drafted = await engine.call("draft", last.report);
  if (failed(drafted)) { trouble.value = { name: file.name, fault: drafted.failed }; return; }
  await start({
    report: drafted.report,
    previous: { name: file.name, report: last.report },
    hints: Object.fromEntries([...drafted.filled, ...drafted.prompts].map(({ key, text }): [string, Words] => [key, text])),
  });
  tell(t(`按 ${file.name} 起草：填了 ${drafted.filled.length} 格上年结转，其余留给您填`, `Drafted after ${file.name}: ${drafted.filled.length} cells carried over, the rest is yours`));
}

export async function startEmpty(organ: { name: string; level: LevelKey | null }, year: number): Promise<void> {
  const made = await engine.call("create", organ, year);
  if (failed(made)) { trouble.value = { name: t("新报告", "New report"), fault: made.failed }; return; }
  await start({ report: made.report });
}

export async function start(made: Partial<Content> & Pick<Content, "report">, more: { folder?: string } = {}): Promise<void> {
  const draft = { ...draftOf(made.report, made), ...more };
  await workOn(draft);
  go("desk", more.folder ? undefined : draft.id);
}

/** Puts last year's report beside the draft, or takes it away. */
export async function addPrevious(file: File | null): Promise<void> {
  const found = file && await opened(file);
  if (file && !found) return;
  endStep();
  change(t("去年的报告", "last year's report"), "previous", (now) => ({ ...now, previous: found ? { name: found.name, report: found.report } : null }));
  endStep();
}

/** A file's report takes the place of what is in the draft; undo brings it back. */
export async function openInto(file: File): Promise<void> {
  const found = await opened(file);
  if (!found) return;
  endStep();
  change(t("打开文件", "open a file"), "open", (now) => ({ ...now, marks: {}, ...contentOf(found) }));
  endStep();
  showReceipt.value = !found.receipt.complete || found.receipt.lossy;
  tell(t("已用文件内容替换；可以撤销", "The file took its place; undo brings the old one back"));
}
