import { keyOfOutlet } from "./ranking.ts";
import type { ArticleFilter } from "./store.ts";

/** A condition on a table or alias of `articles`; its parameters are those of `filterValues`. */
export function filterSql(articles: string): string {
  return `(:since is null or ${articles}.published_ms >= :since)
    and (:until is null or ${articles}.published_ms < :until)
    and (:outlet is null or ${articles}.outlet_key = :outlet)`;
}

/** The parameters that `filterSql` names; throws when a date can't be read. */
export function filterValues(
  filter: ArticleFilter,
): Record<"since" | "until" | "outlet", number | string | null> {
  return {
    since: filter.since === undefined ? null : parseTime(filter.since),
    until: filter.until === undefined ? null : parseTime(filter.until),
    outlet: filter.outlet === undefined ? null : keyOfOutlet(filter.outlet),
  };
}

function parseTime(date: string): number {
  const time = Date.parse(date);
  if (Number.isNaN(time)) throw new Error(`"${date}" is no date to filter articles by`);
  return time;
}
