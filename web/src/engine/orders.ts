// What passes between the page and the worker.
import type { Engine } from "gongkai-engine";

export type Call = { [K in keyof Engine]: Engine[K] extends (...args: never[]) => unknown ? K : never }[keyof Engine];

export type Order =
  /** The engine as it stands in the page, or as another worker compiled it; whether the page may be given what is compiled. */
  | { id: number; call: "start"; packed: string | WebAssembly.Module; share: boolean }
  | { id: number; call: Call; args: unknown[] };

export type Answer = { id: number; value: unknown } | { id: number; broke: string };
