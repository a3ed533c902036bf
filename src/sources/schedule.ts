import type { SourceProblem } from "./source.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How often a source is read that does not say what it would like. */
export const READ_EVERY_MS = 30 * MINUTE_MS;
/** A source that says "now" is not read in circles. */
const SOONEST_MS = MINUTE_MS;
/** The longest that a source's own wish, Retry-After or failing again and again can put it off. */
export const LATEST_MS = 24 * HOUR_MS;
/** Sources that were added together are not read together for ever. */
const JITTER_SHARE = 0.1;

/** A source may ask to be read less often than usual, not more often. */
export function atLeastUsual(...wishesMs: readonly (number | undefined)[]): number {
  return Math.max(READ_EVERY_MS, ...wishesMs.map((wishMs) => wishMs ?? 0));
}

/** How a reading went, as far as the next one is concerned. */
export type ReadingEnd =
  | { readonly kind: "read"; readonly readAgainInMs: number | undefined }
  | {
      readonly kind: "failed";
      readonly problem: SourceProblem;
      /** How many times in a row, with this one. */
      readonly failures: number;
      readonly retryAfterMs: number | undefined;
    };

/**
 * When a source is read next (ISO 8601, UTC): after half an hour, or as the source wishes; twice as late with each
 * failure in a row, up to a day. Null, not by itself, when it is gone for good. `random` gives numbers in [0, 1).
 */
export function planNext(
  end: ReadingEnd,
  { now, random }: { readonly now: Date; readonly random: () => number },
): string | null {
  if (end.kind === "failed" && end.problem === "gone") return null;
  const waitMs =
    end.kind === "read" ? (end.readAgainInMs ?? READ_EVERY_MS) : READ_EVERY_MS * 2 ** (end.failures - 1);
  const jitter = 1 + JITTER_SHARE * (2 * random() - 1);
  const jitteredMs = Math.min(Math.max(waitMs, SOONEST_MS), LATEST_MS) * jitter;
  // What a publisher asked for is never cut short.
  const leastMs = end.kind === "failed" ? Math.min(end.retryAfterMs ?? 0, LATEST_MS) : 0;
  return new Date(now.getTime() + Math.max(jitteredMs, leastMs)).toISOString();
}

/** Once is a hiccup: somebody should look after this many failures in a row. */
const FAILURES_UNTIL_ATTENTION = { unreadable: 3, unreachable: 10 } as const;

/** Whether a source has failed so often, or so finally, that a moderator should look at it. */
export function needsAttention({
  failures,
  isUnreadable,
  nextAt,
}: {
  readonly failures: number;
  readonly isUnreadable: boolean;
  readonly nextAt: string | null;
}): boolean {
  const limit = isUnreadable ? FAILURES_UNTIL_ATTENTION.unreadable : FAILURES_UNTIL_ATTENTION.unreachable;
  return failures >= limit || (failures > 0 && nextAt === null);
}
