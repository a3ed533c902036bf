import { filterValues, type Reader } from "../filter.ts";
import type { ArticleFilter } from "../store.ts";
import { joinSql, rawSql, type Sql, sql } from "./sql.ts";

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
  const { since, until, sinceDay, untilDay, outlet } = filterValues(filter, reader);
  const published = rawSql(`${articles}.published_ms`);
  const edge = (day: number, moment: number) =>
    sql`case when ${published} % ${rawSql(String(DAY_MS))} = 0 then ${day}::bigint else ${moment}::bigint end`;
  const conditions = [visibleSql(articles, reader)];
  if (since !== null && sinceDay !== null) {
    // The first is for the index.
    conditions.push(
      sql`${published} >= ${Math.min(sinceDay, since)} and ${published} >= ${edge(sinceDay, since)}`,
    );
  }
  if (until !== null && untilDay !== null) {
    conditions.push(
      sql`${published} < ${Math.max(untilDay, until)} and ${published} < ${edge(untilDay, until)}`,
    );
  }
  if (outlet !== null) conditions.push(sql`${rawSql(articles)}.outlet_key = ${outlet}`);
  return joinSql(conditions, sql` and `);
}
