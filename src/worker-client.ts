import { Worker, type WorkerOptions } from "node:worker_threads";
import { z } from "zod";
import { END, type WorkerCall } from "./worker-serve.ts";

export interface WorkerClient {
  /** Resolves to what the worker's method returns; rejects with its error, or when the worker dies. */
  call(method: string, ...args: unknown[]): Promise<unknown>;
  /** Lets the thread answer what it was asked and end by itself. */
  close(): Promise<void>;
  /** Ends the thread in the middle of whatever it does: for one that may hang. */
  terminate(): Promise<void>;
}

const replySchema = z.object({
  id: z.number(),
  value: z.unknown().optional(),
  error: z.instanceof(Error).optional(),
});

/**
 * Starts a worker thread that answers calls through `serveWorker`. The thread does not keep the process alive
 * while nothing is asked of it. Once it has died every call rejects, naming why.
 */
export function createWorkerClient(
  script: URL,
  workerData: unknown,
  limits: Pick<WorkerOptions, "resourceLimits"> = {},
): WorkerClient {
  const worker = new Worker(script, { workerData, ...limits });
  // No Map: once they are old, the tables that it has outgrown keep every answer alive until the next full collection.
  // With 16 callers at once the collector's pauses were 2 ms instead of 0.2, and now and then 20.
  const pending: Record<number, PromiseWithResolvers<unknown>> = {};
  let lastId = 0;
  let isClosing = false;
  let death: Error | undefined;

  const die = (error: Error) => {
    death ??= error;
    for (const { reject } of Object.values(pending)) reject(death);
  };
  worker.unref();
  worker.on("error", die);
  const exited = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      die(new Error("the worker thread has stopped"));
      resolve();
    });
  });
  worker.on("message", (message) => {
    const { id, value, error } = replySchema.parse(message);
    const waiting = pending[id];
    delete pending[id];
    if (Object.keys(pending).length === 0 && !isClosing) worker.unref();
    if (error) waiting?.reject(error);
    else waiting?.resolve(value);
  });

  return {
    async call(method, ...args) {
      if (death) throw death;
      lastId += 1;
      worker.postMessage({ id: lastId, method, args } satisfies WorkerCall);
      worker.ref();
      const waiting = Promise.withResolvers<unknown>();
      pending[lastId] = waiting;
      return waiting.promise;
    },
    close() {
      if (!death) {
        worker.postMessage(END);
        // A reply on its way would unref the thread, and the process could end before this does.
        isClosing = true;
        worker.ref();
      }
      return exited;
    },
    async terminate() {
      isClosing = true;
      await worker.terminate();
    },
  };
}
