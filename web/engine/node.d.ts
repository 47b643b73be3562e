import type { Engine } from "./index.js";
/** Makes an engine of the module that lies beside. */
export function engine(): Engine;
