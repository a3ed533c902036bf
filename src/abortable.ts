/** Waits for a promise, or rejects with the signal's reason when that comes first. What was waited for goes on. */
export async function waitUnlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave);
  try {
    // Raced even when it is too late: a promise that nobody waits for would end the process when it fails.
    return await Promise.race([left.promise, promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
