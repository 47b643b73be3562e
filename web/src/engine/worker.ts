// The engine in a thread of its own: each message is one call, each answer one message.
import { make, type Engine } from "gongkai-engine";
import type { Answer, Order } from "./orders";

let engine: Promise<Engine> | null = null;

/** The engine stands packed in the page; it is unpacked here, away from the thread that draws. */
async function unpacked(packed: string): Promise<ArrayBuffer> {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function answer(order: Order): Promise<Answer> {
  if (order.call === "start") {
    const { packed, share } = order;
    const compiled = typeof packed === "string" ? unpacked(packed).then((bytes) => WebAssembly.compile(bytes)) : Promise.resolve(packed);
    engine = compiled.then((module) => make(module));
    await engine;
    return { id: order.id, value: share ? await compiled : null };
  }
  if (!engine) throw new Error("not started");
  const ready = await engine;
  const call = ready[order.call] as (...args: unknown[]) => unknown;
  return { id: order.id, value: call.apply(ready, order.args) };
}

self.onmessage = (event: MessageEvent<Order>) => {
  const order = event.data;
  answer(order).then(
    (done) => {
      try {
        self.postMessage(done);
      } catch {
        // Compiled code is not handed over by every browser; nothing else fails so.
        self.postMessage({ id: order.id, value: null } satisfies Answer);
      }
    },
    (error: unknown) => self.postMessage({ id: order.id, broke: String(error) } satisfies Answer),
  );
};
