import { readNumber, readText } from "../rows.ts";
import type { RemovedCounts } from "../store.ts";
import type { Run } from "./connect.ts";
import { touchReader } from "./scopes.ts";
import { type Sql, sql } from "./sql.ts";
import type { WordIndex } from "./words.ts";

/** Where things are removed: inside of somebody's transaction, and of its index of words. */
export interface Removing {
  readonly run: Run;
  readonly words: WordIndex;
}

/**
 * Removes the articles that fulfil a condition, and counts what went with them: one statement sees only what was there
 * when it began.
 */
export async function removeArticles({ run, words }: Removing, condition: Sql): Promise<RemovedCounts> {
  const rows = await words.remove(condition);
  const [row] = await run(sql`
    with gone as (delete from articles where article = any(${rows}::bigint[]) returning article)
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
export async function removeSources(removing: Removing, condition: Sql): Promise<RemovedCounts> {
  const isTheirs = sql`source_id in (select id from sources where ${condition})`;
  const counts = await removeArticles(removing, isTheirs);
  const gone = await removing.run(
    sql`delete from sources where ${condition} returning coalesce(guild_id, '') as owner`,
  );
  for (const owner of new Set(gone.map((row) => readText(row, "owner"))))
    await touchReader(removing.run, owner);
  return counts;
}
