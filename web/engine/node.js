/** The engine in Node: reads the module that lies beside. */
import { readFileSync } from "node:fs";
import { makeSync } from "./index.js";

/** Makes an engine. */
export function engine() {
  return makeSync(readFileSync(new URL("./dist/gongkai_bg.wasm", import.meta.url)));
}
