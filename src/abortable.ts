/** Waits for a promise, or rejects with the signal's reason when that comes first. What was waited for goes on. */
export async function waitUnlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener("abort", leave);
  try {
    return await Promise.race([promise, left.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
