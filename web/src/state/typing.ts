// Who is typing where: findings wait for the last key, for the IME, and for the cell to be left.
import { signal } from "@preact/signals";

/** An input method is composing. */
export const composing = signal(false);
/** The cell that holds the focus and was changed since. */
export const typingIn = signal<string | null>(null);
/** The cell that holds the focus. */
export const selected = signal<string | null>(null);

document.addEventListener("compositionstart", () => { composing.value = true; }, true);
document.addEventListener("compositionend", () => { composing.value = false; }, true);
// A composition that the focus leaves never ends otherwise in some browsers.
document.addEventListener("focusout", () => { composing.value = false; }, true);
