import { parentPort } from "node:worker_threads";

/** What a worker is asked to do: one of its methods, by name. */
export interface WorkerCall {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Sent in place of a call: the thread ends by itself, once it has answered what it was asked before. */
export const END = "end";

/** In a worker thread: answers each call with what `answer` returns or throws, one after the other. */
export function serveWorker(answer: (call: WorkerCall) => unknown): void {
  let queue = Promise.resolve();
  parentPort?.on("message", (call: WorkerCall | typeof END) => {
    queue = queue.then(async () => {
      if (call === END) return parentPort?.close();
      try {
        parentPort?.postMessage({ id: call.id, value: await answer(call) });
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        parentPort?.postMessage({ id: call.id, error });
      }
    });
  });
}
