import type { Reader } from "../filter.ts";
import { type Row, readArticleInfo, readBytes, readNumber, readText } from "../rows.ts";
import { rowOf } from "../scopes.ts";
import type { ScopeShelf } from "../shelf.ts";
import type { Hit, StoreView, VectorQuery } from "../store.ts";
import type { Shelf, Term } from "../words/match.ts";
import type { Posting } from "../words/postings.ts";
import { countTerms, type Place, rankWords } from "../words/rank.ts";
import { tokenize } from "../words/tokenize.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { filterSql } from "./filter.ts";
import { infoColumns } from "./read.ts";
import type { FindShelves } from "./shelves.ts";
import { type Sql, sql } from "./sql.ts";

/** What is ranked by its words, for one reader: by the same code as in SQLite, and so in the same order. */
export function createTextSearch(
  { readInSnapshot }: PostgresConnections,
  { findShelves, reader }: { readonly findShelves: FindShelves; readonly reader: Reader },
): Pick<StoreView, "searchText" | "countTerms"> {
  return {
    searchText: ({ terms, filter, limit }) =>
      readInSnapshot(async (run) => {
        const words = terms.map(tokenize);
        const shelves = await findShelves(run, { reader, filter });
        const places = rankWords(await withPostings(run, shelves, words), words, limit);
        return findHits(run, placesSql(places, shelves));
      }),
    countTerms: (terms) =>
      readInSnapshot(async (run) => {
        const words = terms.map(tokenize);
        const shelves = await findShelves(run, { reader, filter: {} });
        return countTerms(await withPostings(run, shelves, words), words);
      }),
  };
}

async function withPostings(
  run: Run,
  shelves: readonly ScopeShelf[],
  terms: readonly Term[],
): Promise<Shelf[]> {
  const rows = await run(sql`
    select scope, word, chunk, data from postings
    where scope = any(${shelves.map(({ scope }) => scope)}::bigint[]) and word = any(${[...new Set(terms.flat())]}::text[])
    order by scope, word, chunk`);
  const byScope = Map.groupBy(rows, (row) => readNumber(row, "scope"));
  return shelves.map((shelf) => ({
    ...shelf,
    postings: new Map(
      [...Map.groupBy(byScope.get(shelf.scope) ?? [], (row) => readText(row, "word"))].map(
        ([word, ofWord]) => [word, ofWord.map(readPosting)],
      ),
    ),
  }));
}

function readPosting(row: Row): Posting {
  return { chunk: readNumber(row, "chunk"), data: readBytes(row, "data") };
}

function placesSql(places: readonly Place[], shelves: readonly ScopeShelf[]): Sql {
  const rows = places.map(({ shelf, article }) => {
    const scope = shelves[shelf]?.scope;
    if (scope === undefined) throw new Error("a passage was found on no shelf");
    return rowOf({ scope, number: article });
  });
  return sql`
    select article, position, score
    from unnest(${rows}::bigint[], ${places.map(({ position }) => position)}::integer[],
      ${places.map(({ score }) => score)}::float8[]) as ranked (article, position, score)`;
}

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
      from articles cross join lateral (
        -- Article by article, whatever the planner thinks: or it goes through what all other servers have.
        select position, embedding from vectors
        where vectors.article = articles.article and cardinality(embedding) = ${vector.length} offset 0
      ) as theirs
      where embedder = ${embedder} and ${filterSql("articles", filter, reader)}
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
    originId: readText(row, "origin_id"),
    score: readNumber(row, "score"),
  };
}
