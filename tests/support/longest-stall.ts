import { setImmediate } from "node:timers/promises";

/**
 * The longest turn of the event loop while some work is done, in ms of this thread's own processor time: what other
 * processes take of a busy machine doesn't count.
 */
export async function longestStallMs(work: () => unknown): Promise<number> {
  let longestMs = 0;
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const before = process.threadCpuUsage();
      await setImmediate();
      const { user, system } = process.threadCpuUsage(before);
      longestMs = Math.max(longestMs, (user + system) / 1000);
    }
  };
  const watching = watch();
  await setImmediate();
  await work();
  await setImmediate();
  isOver = true;
  await watching;
  return longestMs;
}
