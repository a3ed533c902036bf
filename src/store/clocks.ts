/**
 * The clocks of processes may differ by so much. What lies further ahead than its kind allows was written before the
 * clock went back: it is not believed, and counts as over.
 */
export const CLOCKS_DIFFER_MS = 30_000;

/** The last end that is believed, in milliseconds since 1970, of a kind that could now end at this latest. */
export function lastBelieved(latestEnd: string | undefined): number {
  return latestEnd === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(latestEnd) + CLOCKS_DIFFER_MS;
}

/** What was read after this moment (ISO 8601, UTC) was read in the future: when to read it next is not believed. */
export function lastBelievedReading(now: string): string {
  return new Date(Date.parse(now) + CLOCKS_DIFFER_MS).toISOString();
}
