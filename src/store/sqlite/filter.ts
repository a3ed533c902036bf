/** A condition on a table or alias of `sources`: the house's, and those of the server `:guild`. */
export const visibleSourceSql = (sources: string) =>
  `(${sources}.guild_id is null or ${sources}.guild_id = :guild)`;

/** A condition on a table or alias of `articles`: not taken down by the house, nor by the server `:guild`. */
export const notTakenDownSql = (articles: string) => `not exists (
    select 1 from takedowns where takedowns.guild_id in ('', :guild) and ${isTargetSql(articles, "takedowns.target")}
  )`;

/**
 * A condition on a table or alias of `articles`: a target names its place, with any query where it has none itself, its
 * domain or one above that.
 */
export const isTargetSql = (articles: string, target: string) =>
  `(${target} in (${articles}.place, ${articles}.domain)
    or substr(${articles}.place, 1, length(${target}) + 1) = ${target} || '?'
    or substr(${articles}.domain, -length(${target}) - 1) = '.' || ${target})`;

/** A condition on a table or alias of `articles`: that the server `:guild` may read it. */
export const visibleSql = (articles: string) =>
  `${articles}.source_id in (select id from sources where ${visibleSourceSql("sources")})
    and ${notTakenDownSql(articles)}`;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A condition on a table or alias of `articles`; its parameters are those of `filterValues`. */
export function filterSql(articles: string): string {
  const published = `${articles}.published_ms`;
  const edge = (name: "since" | "until") =>
    `case when ${published} % ${DAY_MS} = 0 then :${name}Day else :${name} end`;
  return `${visibleSql(articles)}
    and (:since is null or ${published} >= ${edge("since")})
    and (:until is null or ${published} < ${edge("until")})
    and (:outlet is null or ${articles}.outlet_key = :outlet)`;
}
