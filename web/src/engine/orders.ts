// What passes between the page and the worker.
import type { Engine } from "gongkai-engine";

export type Call = { [K in keyof Engine]: Engine[K] extends (...args: never[]) => unknown ? K : never }[keyof Engine];

export type Order =
  | { id: number; call: "start"; packed: string }
  | { id: number; call: Call; args: unknown[] };

export type Answer = { id: number; value: unknown } | { id: number; broke: string };
