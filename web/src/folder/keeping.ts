// The list under review is kept too: a closed tab loses neither a verdict nor a decision. Each report is kept by itself as soon as
// it is read, so that a thousand are never written at once. Only one window keeps its list: a second one would write over it.
import { effect, signal } from "@preact/signals";
import { allUnder, change, get } from "../state/database";
import { tell } from "../state/notices";
import { t } from "../words/language";
import { expected, rows, type Row } from "./review";

interface KeptList { ids: string[]; expected: string; unread: number }
const KEY = "folder";
const ROWS = "folder/";
const LOCK = "gongkai.folder";
/** Milliseconds from a change until it is kept. */
const PAUSE = 500;
/** Milliseconds that another window's list is waited for. */
const MOMENT = 1000;

/** Whether the list is kept as it stands; shown beside its counts. */
export const listKept = signal<"kept" | "keeping" | "failed" | "elsewhere">("kept");

/** The rows as they were kept last. */
let kept = new Map<string, Row>();
let changed = false;
let timer: number | undefined;

async function keepNow(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  if (!changed || listKept.peek() === "elsewhere") return;
  changed = false;
  const done = rows.value.filter((row) => row.state === "done");
  const list: KeptList = { ids: done.map((row) => row.id), expected: expected.value, unread: rows.value.length - done.length };
  const before = kept;
  kept = new Map(done.map((row) => [row.id, row]));
  const anew = done.filter((row) => before.get(row.id) !== row);
  const gone = [...before.keys()].filter((id) => !kept.has(id));
  const puts: [string, unknown][] = anew.map((row) => [ROWS + row.id, row]);
  try {
    await change("kept", [[KEY, list], ...puts], gone.map((id) => ROWS + id));
    if (!changed) listKept.value = "kept";
  } catch {
    // What was not written is tried again with the next change.
    for (const row of anew) if (kept.get(row.id) === row) kept.delete(row.id);
    listKept.value = "failed";
  }
}

/** Whether this window may keep its list: as long as it lives, no other may. A window that is being closed is given a moment. */
async function holdList(): Promise<boolean> {
  if (!navigator.locks) return true;
  const patience = new AbortController();
  const giveUp = window.setTimeout(() => patience.abort(), MOMENT);
  return new Promise<boolean>((settle) => {
    void navigator.locks
      .request(LOCK, { signal: patience.signal }, () => {
        clearTimeout(giveUp);
        settle(true);
        return new Promise<void>(() => undefined);
      })
      .catch(() => settle(!patience.signal.aborted));
  });
}

/** Brings back what was there, then keeps what changes. */
export async function keepFolder(): Promise<void> {
  if (!(await holdList())) {
    listKept.value = "elsewhere";
    return;
  }
  const list = await get<KeptList>("kept", KEY).catch(() => undefined);
  const found = await allUnder<Row>("kept", ROWS).catch(() => []);
  const byId = new Map(found.map((row) => [row.id, row]));
  const ordered = (list?.ids ?? []).flatMap((id) => byId.get(id) ?? []);
  if (list && ordered.length && !rows.peek().length) {
    kept = new Map(ordered.map((row) => [row.id, row]));
    rows.value = ordered;
    expected.value = list.expected;
    if (list.unread) tell(t(`上次还有 ${list.unread} 份没有读完，请重新添加`, `${list.unread} files were not read when the page was closed; add them again`), true);
  }
  let first = true;
  effect(() => {
    void rows.value;
    void expected.value;
    if (first) { first = false; return; }
    changed = true;
    listKept.value = "keeping";
    timer ??= window.setTimeout(() => void keepNow(), PAUSE);
  });
}

// Whoever closes the page does not wait half a second.
addEventListener("pagehide", () => void keepNow());
document.addEventListener("visibilitychange", () => { if (document.hidden) void keepNow(); });
