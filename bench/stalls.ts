const EVERY_MS = 1;

/**
 * Watches the main thread until it is stopped: a timer that is due every millisecond comes late when it is busy. When
 * the timer comes late though the thread had nothing to do, it waited for a processor: that is the machine's, and not
 * counted. Waiting for a disk is, where a library does so on the main thread.
 */
export function watchStalls() {
  let lookedAt = performance.now();
  let usedAt = performance.eventLoopUtilization();
  let longestMs = 0;
  const look = () => {
    const [now, used] = [performance.now(), performance.eventLoopUtilization()];
    const busyMs = performance.eventLoopUtilization(used, usedAt).active;
    longestMs = Math.max(longestMs, Math.min(now - lookedAt - EVERY_MS, busyMs));
    [lookedAt, usedAt] = [now, used];
  };
  const timer = setInterval(look, EVERY_MS).unref();
  return {
    /** The longest time for which nothing else could run. */
    stop(): number {
      look();
      clearInterval(timer);
      return longestMs;
    },
  };
}
