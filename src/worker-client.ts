import { Worker, type WorkerOptions } from "node:worker_threads";
import { z } from "zod";

/** What a worker is asked to do: one of its methods, by name. */
export interface WorkerCall {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export interface WorkerClient {
  /** Resolves to what the worker's method returns; rejects with its error, or when the worker dies. */
  call(method: string, ...args: unknown[]): Promise<unknown>;
  close(): Promise<void>;
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
  let death: Error | undefined;

  const die = (error: Error) => {
    death ??= error;
    for (const { reject } of pending.values()) reject(death);
    pending.clear();
  };
  worker.unref();
  worker.on("error", die);
  worker.on("exit", () => die(new Error("the worker thread has stopped")));
  worker.on("message", (message) => {
    const { id, value, error } = replySchema.parse(message);
    const waiting = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) worker.unref();
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
    async close() {
      // A reply on its way would unref the thread, and the process could end before this does.
      worker.removeAllListeners("message");
      await worker.terminate();
    },
  };
}
