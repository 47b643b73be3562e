// The page's side of the engine: calls become promises. A worker that dies (a panic that could not be caught, memory
// that ran out, a call that never ends) is replaced; the call that killed it answers with a fault and nothing else is lost.
import { signal } from "@preact/signals";
import type { Engine, Failure } from "gongkai-engine";
import type { Answer, Call, Order } from "./orders";
import EngineWorker from "./worker?worker&inline";

type Args<C extends Call> = Parameters<Extract<Engine[C], (...args: never[]) => unknown>>;
type Result<C extends Call> = ReturnType<Extract<Engine[C], (...args: never[]) => unknown>> | Failure;

interface Waiting { order: Order; settle: (value: unknown) => void; timer: number | undefined }

/** How often an engine was replaced; shown in the help page, used by tests. */
export const restarts = signal(0);

/** A call that takes longer than this will not end. The largest files that are taken need a few seconds. */
const PATIENCE = 60_000;
/** No call is to blame for the replacement: its answer is there already. */
const NOBODY = 0;

/** What the first worker compiled: the others start with it, and share its code. */
let compiled: WebAssembly.Module | null = null;
/** Whether this browser hands compiled code from a worker to the page. */
let shares = true;

export class EngineClient {
  private worker: Worker | null = null;
  private waiting = new Map<number, Waiting>();
  private next = 1;
  private fonts: Uint8Array[] | null = null;

  constructor(private readonly packed: string) {}

  /** Starts the engine ahead of its first call. */
  start(): void {
    if (this.worker) return;
    const worker = new EngineWorker();
    this.worker = worker;
    worker.onmessage = (event: MessageEvent<Answer>) => this.take(event.data);
    worker.onerror = (event) => { event.preventDefault(); this.replace(event.message || "worker"); };
    worker.onmessageerror = () => { shares = false; this.replace("message"); };
    this.send({ id: this.next++, call: "start", packed: compiled ?? this.packed, share: shares && !compiled }, (module) => { compiled ??= module as WebAssembly.Module | null; });
    if (this.fonts) this.send({ id: this.next++, call: "use_fonts", args: [this.fonts] }, () => undefined);
  }

  call<C extends Call>(call: C, ...args: Args<C>): Promise<Result<C>> {
    this.start();
    if (call === "use_fonts") this.fonts = args[0] as Uint8Array[];
    return new Promise((settle) => this.send({ id: this.next++, call, args }, settle as (value: unknown) => void));
  }

  /** Ends whatever is being done. */
  stop(why = "stopped"): void { this.replace(why); }

  private send(order: Order, settle: (value: unknown) => void): void {
    const timer = order.call === "start" ? undefined : window.setTimeout(() => this.replace("timeout", order.id), PATIENCE);
    this.waiting.set(order.id, { order, settle, timer });
    this.worker?.postMessage(order);
  }

  private take(answer: Answer): void {
    const waited = this.waiting.get(answer.id);
    if (!waited) return;
    if ("broke" in answer) { this.replace(answer.broke, answer.id); return; }
    this.waiting.delete(answer.id);
    clearTimeout(waited.timer);
    waited.settle(answer.value);
    // An engine that panicked or ran out of memory is not trusted with the next call.
    if (failed(answer.value) && ["internal", "out_of_memory"].includes(answer.value.failed.kind)) this.replace("panic", NOBODY);
  }

  /** Ends the worker. The call that broke it (or, where that is not known, the one at work) fails; those behind it are made again. */
  private replace(why: string, broken?: number): void {
    this.worker?.terminate();
    this.worker = null;
    const waiting = [...this.waiting.values()].filter(({ order }) => order.call !== "start");
    this.waiting.clear();
    restarts.value++;
    const guilty = broken ?? waiting[0]?.order.id;
    for (const { order, settle, timer } of waiting) {
      clearTimeout(timer);
      if (order.id === guilty || why === "stopped") settle(failure(why));
    }
    const again = waiting.filter(({ order }) => order.id !== guilty && why !== "stopped");
    if (!again.length) return;
    this.start();
    for (const { order, settle } of again) this.send(order, settle);
  }
}

function failure(why: string): Failure {
  const message = why === "stopped"
    ? { zh: "已停止", en: "stopped" }
    : why === "timeout"
      ? { zh: "处理时间过长，已停止。填写的内容没有丢失。", en: "It took too long and was stopped. Nothing you typed is lost." }
      : { zh: "程序内部出错，已自动重新启动。填写的内容没有丢失，可以接着做。", en: "The program failed inside and was started again. Nothing you typed is lost; you can go on." };
  return { failed: { kind: why === "stopped" ? "stopped" : "internal", message, help: null, position: null } };
}

const packed = (): string => document.getElementById("engine")?.textContent ?? "";

/** The one that checks while you type and opens files. */
export const engine = new EngineClient(packed());
/** Another for folders, so that typing never waits for sixty files. Made when the first folder is dropped. */
let second: EngineClient | null = null;
export const folderEngine = (): EngineClient => (second ??= new EngineClient(packed()));

export const failed = (value: unknown): value is Failure => typeof value === "object" && value !== null && "failed" in value;
