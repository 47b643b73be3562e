// The list under review is kept too: a closed tab loses neither a verdict nor a decision.
import { effect, signal } from "@preact/signals";
import { get, put } from "../state/database";
import { tell } from "../state/notices";
import { t } from "../words/language";
import { expected, rows, type Row } from "./review";

interface KeptList { rows: Row[]; expected: string; unread: number }
const KEY = "folder";

/** Whether the list is kept as it stands; shown beside its counts. */
export const listKept = signal<"kept" | "keeping" | "failed">("kept");

/** What waits to be kept, and for how long. */
let due: KeptList | null = null;
let timer: number | undefined;

async function keepNow(): Promise<void> {
  clearTimeout(timer);
  const list = due;
  if (!list) return;
  due = null;
  const outcome = await put("kept", list, KEY).then(() => "kept" as const, () => "failed" as const);
  if (!due) listKept.value = outcome;
}

/** Brings back what was there, then keeps what changes. */
export async function keepFolder(): Promise<void> {
  const found = await get<KeptList>("kept", KEY).catch(() => undefined);
  if (found?.rows.length && !rows.peek().length) {
    rows.value = found.rows;
    expected.value = found.expected;
    if (found.unread) tell(t(`上次还有 ${found.unread} 份没有读完，请重新添加`, `${found.unread} files were not read when the page was closed; add them again`), true);
  }
  let first = true;
  effect(() => {
    const list: KeptList = {
      rows: rows.value.filter((row) => row.state === "done"),
      unread: rows.value.filter((row) => row.state === "waiting").length,
      expected: expected.value,
    };
    if (first) { first = false; return; }
    due = list;
    listKept.value = "keeping";
    clearTimeout(timer);
    timer = window.setTimeout(() => void keepNow(), 500);
  });
}

// Whoever closes the page does not wait half a second.
addEventListener("pagehide", () => void keepNow());
document.addEventListener("visibilitychange", () => { if (document.hidden) void keepNow(); });
