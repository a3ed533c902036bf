import { DAY_MS, dayOf, fromWallClock, momentOf } from "../articles/days.ts";
import type { Interpretation } from "../retrieval/interpret.ts";
import { nearBest } from "../retrieval/recency.ts";
import type { Hit } from "../store/store.ts";
import type { Statement } from "./answer.ts";

/** An answer and when it was asked for. */
export interface StalenessRequest {
  readonly interpretation: Pick<Interpretation, "periods" | "wantsNewest">;
  readonly statements: readonly Statement[];
  /** What the statements were chosen from. */
  readonly hits: readonly Hit[];
  readonly now: Date;
  /** An IANA name; UTC where it is not given. */
  readonly timeZone?: string | undefined;
}

/**
 * When the newest article of an answer, or of what matches as well, was published (ISO 8601, UTC), where the question
 * expects a newer one: from within the period that it names, or for "the latest" from yesterday or today. Undefined
 * where it expects nothing, where there is one that is new enough, and where one has no date and may be.
 */
export function findStaleDate(request: StalenessRequest): string | undefined {
  const { statements, hits, timeZone = "UTC" } = request;
  const expected = expectedSince(request, timeZone);
  const articles = [...statements.flatMap(({ receipts }) => receipts), ...nearBest(hits)];
  const dates = articles.map(({ article }) => article.publishedAt);
  if (expected === undefined || dates.includes(null)) return undefined;
  const newest = dates
    .flatMap((date) => date ?? [])
    .toSorted((a, b) => momentOf(b, timeZone) - momentOf(a, timeZone))[0];
  return newest !== undefined && momentOf(newest, timeZone) < expected ? newest : undefined;
}

/** What lies ahead can only be announced: it asks for no article of its own day. */
function expectedSince({ interpretation, now }: StalenessRequest, timeZone: string): number | undefined {
  const begun = interpretation.periods
    .map(({ since }) => Date.parse(since))
    .filter((since) => since <= now.getTime());
  if (begun.length > 0) return Math.min(...begun);
  if (!interpretation.wantsNewest || interpretation.periods.length > 0) return undefined;
  const today = Date.parse(dayOf(now.toISOString(), timeZone));
  return fromWallClock(today - DAY_MS, timeZone);
}
