import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";

/** Nothing that came from outside may hold the main thread for 50 ms; four times that is no busy machine's doing. */
export const MAX_STALL_MS = 200;

/** The longest time for which some work keeps the event loop from turning, in ms: the least of three runs. */
export async function longestStallMs(work: () => unknown): Promise<number> {
  const stalls = [await stallOf(work), await stallOf(work), await stallOf(work)];
  return Math.min(...stalls);
}

async function stallOf(work: () => unknown): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const nextCount = async () => {
    const { count } = delay;
    while (delay.count === count) await setImmediate();
  };
  await nextCount();
  await work();
  await nextCount();
  delay.disable();
  return delay.max / 1e6;
}
