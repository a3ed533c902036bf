import type { Run } from "./postgres-connect.ts";
import { filterSql, type Reader } from "./postgres-filter.ts";
import { infoColumns } from "./postgres-read.ts";
import { type Sql, sql } from "./postgres-sql.ts";
import { findText, type Row, readArticleInfo, readNumber, readText } from "./sqlite-rows.ts";
import type { Hit, VectorQuery } from "./store.ts";

/**
 * The search by meaning: every vector that passes the filter is compared, found by server and date. There is no
 * approximate index (HNSW): a view is always of one server, and behind a filter it finds less and takes longer (80 %
 * in 86 ms, against all of it in 2 ms; 100,000 passages, 20 servers, 90 of 365 days).
 */
export function searchVectors(
  read: Run,
  { vector, embedder, filter, limit }: VectorQuery,
  reader: Reader,
): Promise<Hit[]> {
  return findHits(
    read,
    sql`
      select articles.article, position, -(embedding::vector <#> ${vector}::real[]::vector) as score
      from articles join vectors using (article)
      where embedder = ${embedder} and cardinality(embedding) = ${vector.length}
        and ${filterSql("articles", filter, reader)}
      order by score desc, articles.article, position limit ${limit}`,
  );
}

/** Reads the passages that a statement finds (`article`, `position`, `score`), best first. */
async function findHits(read: Run, places: Sql): Promise<Hit[]> {
  // A text goes over the wire once, however many of its passages are found.
  const rows = await read(sql`
    select ${infoColumns}, article, origin_id, start_at, end_at, score,
      case when row_number() over (partition by article) = 1 then body end as body
    from (${places}) as places
      join articles using (article) join passages using (article, position) join bodies using (article)
    order by score desc, article, position`);
  const bodies = new Map(
    rows.filter(({ body }) => body !== null).map((row) => [row.article, readText(row, "body")]),
  );
  return rows.map((row) => readHit(row, bodies.get(row.article) ?? ""));
}

function readHit(row: Row, body: string): Hit {
  const article = readArticleInfo(row);
  const [start, end] = [readNumber(row, "start_at"), readNumber(row, "end_at")];
  return {
    passage: {
      id: `${article.id}@${start}`,
      articleId: article.id,
      start,
      end,
      text: body.slice(start, end),
    },
    article,
    originId: findText(row, "origin_id") ?? article.id,
    score: readNumber(row, "score"),
  };
}
