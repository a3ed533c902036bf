import type { Article } from "../../articles/article.ts";
import { domainOf, placeOf } from "../../articles/place.ts";
import { keyOfOutlet } from "../ranking.ts";
import type { IndexedArticle } from "../store.ts";
import type { Run } from "./connect.ts";
import { isTargetSql } from "./filter.ts";
import type { Owner } from "./sources.ts";
import { sql } from "./sql.ts";

/** Where an article goes. */
export interface Slot {
  readonly owner: Owner;
  readonly row: number;
  /** How many words its sections have, as `writeNumbers` writes them. */
  readonly lengths: Uint8Array;
}

/**
 * Writes one article with its passages and vectors, inside of somebody's transaction, unless it was taken down;
 * resolves to whether it did.
 */
export async function insertArticle(
  run: Run,
  { article, version, embedder, passages, vectors }: IndexedArticle,
  { owner, row, lengths }: Slot,
): Promise<boolean> {
  // What names no address of its own can only be taken down with where it came from.
  const address = article.url ?? owner.address;
  const url = address === null ? null : URL.parse(address);
  const [written] = await run(sql`
    with named as (select ${url && placeOf(url.href)}::text as place, ${url && domainOf(url)}::text as domain),
    stored as (
      insert into articles (article, id, source_id, guild_id, title, outlet, outlet_key, authors, url, published_at,
        published_ms, date_from, modified_at, modified_from, language, place, domain, fetched_at, version, embedder,
        origin_id, lengths)
      select ${row}::bigint, ${article.id}, ${article.sourceId}, ${owner.guildId}, ${article.title}, ${article.outlet},
        ${keyOfOutlet(article.outlet)}, ${JSON.stringify(article.authors)}, ${article.url}, ${article.publishedAt},
        ${millisecondsOf(article.publishedAt)}::bigint, ${article.dateFrom}, ${article.modifiedAt},
        ${article.modifiedFrom}, ${article.language}, place, domain, ${article.fetchedAt}, ${version},
        ${vectors.length > 0 ? embedder : null}, ${article.id}, ${lengths}
      from named where not exists (
        select 1 from takedowns where guild_id in ('', ${owner.guildId}) and ${isTargetSql(sql`named`, sql`target`)}
      )
      returning article
    ),
    body as (insert into bodies (article, body) select article, ${article.body} from stored),
    passage as (
      insert into passages (article, position, start_at, end_at)
      select article, number - 1, start_at, end_at
      from stored, unnest(${passages.map(({ start }) => start)}::integer[], ${passages.map(({ end }) => end)}::integer[])
        with ordinality as spans (start_at, end_at, number)
    ),
    vector as (
      insert into vectors (article, position, embedding)
      select article, number - 1, embedding::real[]
      from stored, unnest(${vectors}::text[]) with ordinality as made (embedding, number)
    )
    select article from stored`);
  return written !== undefined;
}

/** Compared as numbers, so that `…00Z` and `…00.000Z` are one moment. */
function millisecondsOf(publishedAt: Article["publishedAt"]): number | null {
  const time = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(time) ? null : time;
}
