// The keys that work everywhere on the desk.
import { content, draft, readOnly } from "../state/draft";
import { totals } from "../state/checking";
import { selected } from "../state/typing";
import { view } from "../state/view";
import { adopt, focusCell } from "../paper/Cell";
import { next } from "../findings/order";
import { showExport } from "../out/showing";
import { revert } from "./Bar";

const PANES = ["sections", "paper", "findings"];

export function watchKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.isComposing || view.value !== "desk" || !draft.value || document.querySelector("dialog[open]")) return;
    const whole = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === "F8") { event.preventDefault(); next(event.shiftKey ? -1 : 1); }
    else if (event.key === "F6") { event.preventDefault(); pane(event.shiftKey ? -1 : 1); }
    else if (whole && key === "z" && !event.shiftKey) { event.preventDefault(); revert("undo"); }
    else if (whole && (key === "y" || (key === "z" && event.shiftKey))) { event.preventDefault(); revert("redo"); }
    else if (whole && key === "s") { event.preventDefault(); showExport.value = true; }
    else if (event.altKey && event.key === "=") { event.preventDefault(); takeTotal(); }
  });
}

function pane(step: number): void {
  const at = PANES.findIndex((id) => document.getElementById(id)?.contains(document.activeElement));
  for (let tries = 1; tries <= PANES.length; tries++) {
    const to = document.getElementById(PANES[(at + step * tries + 2 * PANES.length) % PANES.length] ?? "");
    if (to && to.offsetParent !== null) { (to.querySelector<HTMLElement>("a, button, input, textarea") ?? to).focus(); return; }
  }
}

function takeTotal(): void {
  const key = selected.value;
  const computed = key ? totals.value[key]?.computed : null;
  if (!key || computed == null || readOnly.value || content.value?.report.cells[key] === computed) return;
  adopt({ [key]: computed });
  focusCell(key);
}
