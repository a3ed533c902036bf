import { keyOfOutlet } from "./ranking.ts";
import type { ArticleFilter } from "./store.ts";
import type { StandingFilter } from "./words/standing.ts";

/** Which server asks; null: nobody's, so that it sees the house's sources alone. */
export type Reader = string | null;

/** A filter, and who reads, as the searches take them; throws when a date can't be read. */
export function filterValues(
  filter: ArticleFilter,
  reader: Reader,
): StandingFilter & { readonly guild: Reader } {
  const { since, until, sinceDay = since, untilDay = until } = filter;
  return {
    guild: reader,
    since: parseTime(since),
    until: parseTime(until),
    sinceDay: parseTime(sinceDay),
    untilDay: parseTime(untilDay),
    outlet: filter.outlet === undefined ? null : keyOfOutlet(filter.outlet),
  };
}

function parseTime(date: string | undefined): number | null {
  if (date === undefined) return null;
  const time = Date.parse(date);
  if (Number.isNaN(time)) throw new Error(`"${date}" is no date to filter articles by`);
  return time;
}
