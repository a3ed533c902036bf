/**
 * Shared between a thread that runs native code and the one that ends it. Ended in the middle of onnxruntime-node's
 * `run`, by `worker.terminate()` or `process.exit()`, the thread takes the whole process down with it: its results then
 * throw where nothing may be thrown.
 */
export type NativeGuard = Int32Array<SharedArrayBuffer>;

const FREE = 0;
const RUNNING = 1;
const ENDED = 2;

/** Many times what one text or the loading of the model takes: a thread that hangs must not keep the process. */
const MAX_WAIT_MS = 5000;

/** Nothing runs yet. */
export function createNativeGuard(): NativeGuard {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** In the thread: runs native code, unless the thread is about to end. One at a time. */
export async function runGuarded<T>(guard: NativeGuard, run: () => Promise<T>): Promise<T> {
  if (Atomics.compareExchange(guard, 0, FREE, RUNNING) !== FREE) throw new Error("the thread is being ended");
  try {
    return await run();
  } finally {
    Atomics.compareExchange(guard, 0, RUNNING, FREE);
    Atomics.notify(guard, 0);
  }
}

/** Before the thread is ended: waits for what runs, on the spot, and lets nothing more begin. */
export function endGuarded(guard: NativeGuard): void {
  while (Atomics.compareExchange(guard, 0, FREE, ENDED) === RUNNING) {
    if (Atomics.wait(guard, 0, RUNNING, MAX_WAIT_MS) === "timed-out") return;
  }
}
