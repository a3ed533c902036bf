import type { Run } from "./postgres-connect.ts";
import { type Sql, sql } from "./postgres-sql.ts";
import { readNumber } from "./sqlite-rows.ts";
import type { RemovedCounts } from "./store.ts";

/**
 * Removes the articles that fulfil a condition, inside of somebody's transaction, and counts what went with them: one
 * statement sees only what was there when it began.
 */
export async function removeArticles(run: Run, condition: Sql): Promise<RemovedCounts> {
  const [row] = await run(sql`
    with gone as (delete from articles where ${condition} returning article)
    select (select count(*) from gone) as articles,
      (select count(*) from passages where article in (select article from gone)) as passages,
      (select count(*) from vectors where article in (select article from gone)) as vectors`);
  return {
    articles: readNumber(row, "articles"),
    passages: readNumber(row, "passages"),
    vectors: readNumber(row, "vectors"),
  };
}

/** Removes the sources that fulfil a condition, with all of their articles. */
export async function removeSources(run: Run, condition: Sql): Promise<RemovedCounts> {
  // A reload that is under way ends first, or finds its source gone.
  await run(sql`select id from sources where ${condition} order by id for update`);
  const counts = await removeArticles(run, sql`source_id in (select id from sources where ${condition})`);
  await run(sql`delete from sources where ${condition}`);
  return counts;
}
