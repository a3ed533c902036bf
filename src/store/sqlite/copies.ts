import type { DatabaseSync } from "node:sqlite";
import type { Article } from "../../articles/article.ts";
import { areCopies, MIN_SHARED_HASHES, sketchOf } from "../../articles/copies.ts";
import { keyOfOutlet } from "../ranking.ts";
import { readNumber, readText } from "../rows.ts";

/** A text that more than so many others are like is boilerplate. */
const MAX_CANDIDATES = 10;

/**
 * Prepares the grouping of copies: keeps an article's sketch, and gives it the origin of a stored copy of its text.
 * Only what its readers may read counts: the house's articles, and those of its own server. What one outlet prints on
 * two pages is its furniture (of realtimeqa-2022's 15 pairs of equal texts, 10 are a notice to subscribers), unless
 * both are one page.
 */
export function createFindOrigin(database: DatabaseSync): (rowid: number, article: Article) => void {
  const putHash = database.prepare("insert into sketches (hash, article) values (?, ?)");
  const findReader = database.prepare("select guild_id from sources where id = ?");
  const findCandidates = database.prepare(`
    select articles.rowid, origin_id, body, count(*) as shared
    from sketches join articles on articles.rowid = sketches.article
      join sources on sources.id = articles.source_id
      join bodies on bodies.article = articles.rowid
    where hash in (select value from json_each(:sketch))
      and (sources.guild_id is null or sources.guild_id = :guild)
      and (outlet_key <> :outlet or url = :url)
    group by articles.rowid having shared >= ${MIN_SHARED_HASHES}
    order by shared desc, articles.rowid limit ${MAX_CANDIDATES}`);
  const putOrigin = database.prepare("update articles set origin_id = ? where rowid = ?");
  const regroup = createRegroup(database);

  return (rowid, article) => {
    const { sourceId, outlet, url, body } = article;
    const sketch = sketchOf(body);
    const guild = findReader.get(sourceId)?.guild_id ?? null;
    const copy = findCandidates
      .all({ sketch: JSON.stringify(sketch), guild, url, outlet: keyOfOutlet(outlet) })
      .find((row) => areCopies(body, readText(row, "body")));
    if (copy) putOrigin.run(readText(copy, "origin_id"), rowid);
    else regroup(rowid, article.id);
    for (const hash of sketch) putHash.run(hash, rowid);
  };
}

/**
 * What was a copy of an article's old text is none of the new one. Those that are left stay together, under the first
 * of them that each one's readers may know of.
 */
function createRegroup(database: DatabaseSync): (rowid: number, id: string) => void {
  const find = database.prepare(`
    select articles.rowid as article, articles.id, guild_id from articles join sources on sources.id = source_id
    where origin_id = :id and articles.rowid <> :rowid order by guild_id is not null, articles.rowid`);
  const putOrigin = database.prepare("update articles set origin_id = ? where rowid = ?");
  return (rowid, id) => {
    const left = find.all({ id, rowid });
    for (const row of left) {
      const first = left.find(({ guild_id }) => guild_id === null || guild_id === row.guild_id);
      putOrigin.run(readText(first, "id"), readNumber(row, "article"));
    }
  };
}
