// Which view is shown. The address says it too (after #), so that the browser's own way back works.
import { effect, signal } from "@preact/signals";

export type View = "home" | "desk" | "folder" | "compare" | "help";
const views: View[] = ["home", "desk", "folder", "compare", "help"];

const fromAddress = (): View => {
  const named = location.hash.slice(1).split("/")[0];
  return views.find((view) => view === named) ?? "home";
};

export const view = signal<View>("home");
/** The draft that the address names, to be opened again when the page is loaded anew. */
export const namedDraft = (): string | null => location.hash.match(/^#desk\/([a-z0-9]+)$/)?.[1] ?? null;

export function go(next: View, id?: string): void {
  const address = next === "home" ? "#" : id ? `#${next}/${id}` : `#${next}`;
  if (location.hash !== address) history.pushState(null, "", address);
  view.value = next;
}

export const followAddress = (arrived: (view: View) => void): void => {
  addEventListener("popstate", () => { view.value = fromAddress(); arrived(view.value); });
};
export const firstView = fromAddress;

effect(() => { document.documentElement.dataset["view"] = view.value; scrollTo(0, 0); });
