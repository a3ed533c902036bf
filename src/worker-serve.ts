import { parentPort } from "node:worker_threads";
import type { WorkerCall } from "./worker-client.ts";

/** In a worker thread: answers each call with what `answer` returns or throws, one after the other. */
export function serveWorker(answer: (call: WorkerCall) => unknown): void {
  let queue = Promise.resolve();
  parentPort?.on("message", (call: WorkerCall) => {
    queue = queue.then(async () => {
      try {
        parentPort?.postMessage({ id: call.id, value: await answer(call) });
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        parentPort?.postMessage({ id: call.id, error });
      }
    });
  });
}
