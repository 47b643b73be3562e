// What is shown beside the figures.
import { signal } from "@preact/signals";

/** Last year's value in each cell. */
export const showLast = signal(true);
