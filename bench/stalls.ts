const EVERY_MS = 1;

/** Watches the main thread until it is stopped: a timer that is due every millisecond comes late when it is busy. */
export function watchStalls() {
  let lookedAt = performance.now();
  let longestMs = 0;
  const look = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - lookedAt - EVERY_MS);
    lookedAt = now;
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
