// Drafts are kept as they are typed. Only the window that holds a draft's lock writes it; a second one only looks.
import { effect, signal } from "@preact/signals";
import { all, get, put, remove } from "./database";
import { draft, past, readOnly, take, type Draft } from "./draft";

export type Kept = { state: "kept"; at: number } | { state: "keeping" } | { state: "failed"; full: boolean } | { state: "none" };
export const kept = signal<Kept>({ state: "none" });
export const drafts = signal<Draft[]>([]);

let release: (() => void) | null = null;
let writing = false;
let written: Draft | null = null;

const lockName = (id: string): string => `gongkai.draft.${id}`;

/** Holds the draft's lock until another is opened. `take` takes it away from the window that has it. */
async function hold(id: string, steal: boolean): Promise<boolean> {
  release?.();
  release = null;
  if (!navigator.locks) return true;
  return new Promise<boolean>((settle) => {
    void navigator.locks
      .request(lockName(id), steal ? { steal: true } : { ifAvailable: true }, (lock) => {
        settle(lock !== null);
        return lock === null ? undefined : new Promise<void>((done) => { release = done; });
      })
      // Another window took it.
      .catch(() => { if (draft.value?.id === id) readOnly.value = true; settle(false); });
  });
}

/** Makes a draft the one at work. */
export async function workOn(next: Draft): Promise<void> {
  const mine = await hold(next.id, false);
  readOnly.value = !mine;
  written = null;
  take(next);
}

/** Opens a kept draft. */
export async function openDraft(id: string): Promise<boolean> {
  const found = await get<Draft>("drafts", id).catch(() => undefined);
  if (!found) return false;
  await workOn(found);
  written = draft.value;
  kept.value = { state: "kept", at: found.changed };
  return true;
}

/** Goes on here; the other window only looks from now on. What it last kept is read anew. */
export async function takeOver(): Promise<void> {
  const id = draft.value?.id;
  if (!id) return;
  await hold(id, true);
  const latest = await get<Draft>("drafts", id).catch(() => undefined);
  readOnly.value = false;
  if (latest) { take(latest); written = latest; }
}

export function leave(): void {
  void keepNow();
  release?.();
  release = null;
  take(null);
}

export async function refreshDrafts(): Promise<void> {
  const found = await all<Draft>("drafts").catch(() => null);
  if (found === null) { kept.value = { state: "failed", full: false }; return; }
  drafts.value = found.sort((a, b) => b.changed - a.changed);
}

export async function forget(id: string): Promise<void> {
  await remove("drafts", id).catch(() => undefined);
  await refreshDrafts();
}

/** Writes what was typed, at once; while one writing is under way the newest waits for it, and no more. */
async function keepNow(): Promise<void> {
  const now = draft.value;
  if (!now || readOnly.value || now === written || writing || (now.folder && !past.value.length)) return;
  writing = true;
  try {
    await put("drafts", now);
    written = now;
    kept.value = { state: "kept", at: Date.now() };
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    kept.value = { state: "failed", full };
  } finally {
    writing = false;
  }
  if (draft.value !== now && kept.value.state !== "failed") void keepNow();
}

effect(() => {
  const now = draft.value;
  if (!now || readOnly.value || now === written || (now.folder && !past.value.length)) return;
  if (kept.peek().state !== "failed") kept.value = { state: "keeping" };
  void keepNow();
});

addEventListener("pagehide", () => void keepNow());
document.addEventListener("visibilitychange", () => { if (document.hidden) void keepNow(); });
