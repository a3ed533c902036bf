import type { ReadFailure } from "./source.ts";

/** As many failures as a line holds by name; the outcome of a reload names them all. */
const FAILURES_NAMED = 3;

/** What went wrong in a reading, on one line; undefined when nothing did. */
export function describeFailures({
  failed,
  error,
}: {
  readonly failed: readonly ReadFailure[];
  readonly error?: string | undefined;
}): string | undefined {
  const named = failed.slice(0, FAILURES_NAMED).map(({ name, reason }) => `${name}: ${reason}`);
  const more = failed.length - named.length;
  const parts = [error ?? [], named, more > 0 ? `${more} more` : []].flat();
  return parts.length > 0 ? parts.join("; ") : undefined;
}
