import { setImmediate } from "node:timers/promises";

/**
 * Lets an engine that works on the main thread be asked by many at once: one after the other, and between two of them
 * the thread is free for others, as in a server where each question comes over its own connection.
 */
export function inTurns<Request extends unknown[], Reply>(
  work: (...request: Request) => Reply | Promise<Reply>,
): (...request: Request) => Promise<Reply> {
  let last: Promise<unknown> = Promise.resolve();
  return (...request) => {
    const next = last.then(async () => {
      await setImmediate();
      return work(...request);
    });
    last = next.catch(() => {});
    return next;
  };
}
