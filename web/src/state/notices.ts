// What the page says at its foot, once, and to those who listen rather than look.
import { signal } from "@preact/signals";

export interface Notice { text: string; grave: boolean; id: number }
export const notice = signal<Notice | null>(null);
let next = 1;
let timer: number | undefined;

export function tell(text: string, grave = false): void {
  notice.value = { text, grave, id: next++ };
  clearTimeout(timer);
  if (!grave) timer = window.setTimeout(() => { notice.value = null; }, 5000);
}
export const dismiss = (): void => { notice.value = null; };
