import { keyOfOutlet } from "../ranking.ts";
import type { ArticleFilter } from "../store.ts";
import { joinSql, rawSql, type Sql, sql } from "./sql.ts";

/** Which server asks; null: nobody's, so that it sees the house's sources alone. */
export type Reader = string | null;

/** A condition on a table or alias of `articles`: that the server may read it. */
export const visibleSql = (articles: string, reader: Reader): Sql =>
  sql`${rawSql(articles)}.guild_id in ('', ${reader ?? ""}) and ${notTakenDownSql(articles, reader)}`;

/**
 * A condition on a table or alias of `articles`: not taken down by the house, nor by the server. Where neither took
 * anything down, no article is looked at.
 */
export function notTakenDownSql(articles: string, reader: Reader): Sql {
  const theirs = sql`select 1 from takedowns where takedowns.guild_id in ('', ${reader ?? ""})`;
  const isTarget = isTargetSql(rawSql(articles), sql`takedowns.target`);
  return sql`(not exists (${theirs}) or not exists (${theirs} and ${isTarget}))`;
}

/**
 * A condition on a table or alias of `articles`: a target names its place, with any query where it has none itself, its
 * domain or one above that.
 */
export const isTargetSql = (articles: Sql, target: Sql): Sql =>
  sql`(${target} in (${articles}.place, ${articles}.domain)
    or starts_with(${articles}.place, ${target} || '?')
    or right(${articles}.domain, length(${target}) + 1) = '.' || ${target})`;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A condition on a table or alias of `articles`. Throws when a date can't be read. */
export function filterSql(articles: string, filter: ArticleFilter, reader: Reader): Sql {
  const { since, until, sinceDay = since, untilDay = until, outlet } = filter;
  const published = rawSql(`${articles}.published_ms`);
  const edge = (day: number, moment: number) =>
    sql`case when ${published} % ${rawSql(String(DAY_MS))} = 0 then ${day}::bigint else ${moment}::bigint end`;
  const conditions = [visibleSql(articles, reader)];
  if (since !== undefined && sinceDay !== undefined) {
    const [day, moment] = [parseTime(sinceDay), parseTime(since)];
    // The first is for the index.
    conditions.push(sql`${published} >= ${Math.min(day, moment)} and ${published} >= ${edge(day, moment)}`);
  }
  if (until !== undefined && untilDay !== undefined) {
    const [day, moment] = [parseTime(untilDay), parseTime(until)];
    conditions.push(sql`${published} < ${Math.max(day, moment)} and ${published} < ${edge(day, moment)}`);
  }
  if (outlet !== undefined) conditions.push(sql`${rawSql(articles)}.outlet_key = ${keyOfOutlet(outlet)}`);
  return joinSql(conditions, sql` and `);
}

function parseTime(date: string): number {
  const time = Date.parse(date);
  if (Number.isNaN(time)) throw new Error(`"${date}" is no date to filter articles by`);
  return time;
}
