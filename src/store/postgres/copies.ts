import type { Article } from "../../articles/article.ts";
import { areCopies, MIN_SHARED_HASHES, sketchOf } from "../../articles/copies.ts";
import { keyOfOutlet } from "../ranking.ts";
import { readNumber, readText } from "../rows.ts";
import type { Run } from "./connect.ts";
import { sql } from "./sql.ts";

/** A text that more than so many others are like is boilerplate. */
const MAX_CANDIDATES = 10;

/** Where an article was just written, and whose it is. */
interface Written {
  readonly row: number;
  /** Empty: the house's. */
  readonly guildId: string;
}

/** Groups copies as `createFindOrigin` of the SQLite store does, which says why. */
export async function groupCopies(run: Run, article: Article, { row, guildId }: Written): Promise<void> {
  const { outlet, url, body } = article;
  const sketch = sketchOf(body);
  const candidates = await run(sql`
    select origin_id, body
    from (
      select articles.article, origin_id, count(*) as shared
      from sketches join articles using (article)
      where hash = any(${sketch}::bigint[]) and guild_id in ('', ${guildId})
        and (outlet_key <> ${keyOfOutlet(outlet)} or url = ${url})
      group by articles.article having count(*) >= ${MIN_SHARED_HASHES}
      order by shared desc, articles.article limit ${MAX_CANDIDATES}
    ) as alike join bodies using (article)
    order by shared desc, article`);
  const copy = candidates.find((row) => areCopies(body, readText(row, "body")));
  if (copy) await putOrigin(run, readText(copy, "origin_id"), row);
  else await regroup(run, article.id, row);
  await run(sql`insert into sketches (hash, article) select unnest(${sketch}::bigint[]), ${row}::bigint`);
}

async function putOrigin(run: Run, originId: string, row: number): Promise<void> {
  await run(sql`update articles set origin_id = ${originId} where article = ${row}`);
}

/**
 * What was a copy of an article's old text is none of the new one. Those that are left stay together, under the first
 * of them that each one's readers may know of.
 */
async function regroup(run: Run, id: string, row: number): Promise<void> {
  const left = await run(sql`
    select article, id, guild_id from articles
    where origin_id = ${id} and article <> ${row} order by guild_id <> '', article`);
  for (const one of left) {
    const first = left.find(({ guild_id }) => guild_id === "" || guild_id === one.guild_id);
    await putOrigin(run, readText(first, "id"), readNumber(one, "article"));
  }
}
