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
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let lastId = 0;
  let isClosing = false;
  let death: Error | undefined;

  const die = (error: Error) => {
    death ??= error;
    for (const { reject } of pending.values()) reject(death);
    pending.clear();
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
    const waiting = pending.get(id);
    pending.delete(id);
    if (pending.size === 0 && !isClosing) worker.unref();
    if (error) waiting?.reject(error);
    else waiting?.resolve(value);
  });

  return {
    call(method, ...args) {
      if (death) return Promise.reject(death);
      worker.ref();
      lastId += 1;
      const call: WorkerCall = { id: lastId, method, args };
      return new Promise((resolve, reject) => {
        pending.set(call.id, { resolve, reject });
        worker.postMessage(call);
      });
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
