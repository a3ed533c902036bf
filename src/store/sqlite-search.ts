import type { DatabaseSync } from "node:sqlite";
import type { ArticleInfo } from "../articles/article.ts";
import { createBest } from "./best.ts";
import { WORD_WEIGHTS } from "./ranking.ts";
import { filterSql, filterValues, type Reader } from "./sqlite-filter.ts";
import { INFO_COLUMNS, readArticleInfo, readNumber, readText } from "./sqlite-rows.ts";
import type { Hit, TextQuery, VectorQuery } from "./store.ts";

/** A passage by its place: its article's row and its position there. */
interface Place {
  readonly article: number;
  readonly position: number;
  readonly score: number;
}

/** A term as FTS5 reads it: a string, in which no letter is an operator. A zero byte would end the query. */
export function quoteTerm(term: string): string {
  return `"${term.replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

/**
 * Prepares the search by words: BM25 of the passage, and a share of its whole article's. FTS5 takes a word's rarity
 * from all passages that are stored: which of them a server may read decides what it finds, not how it is ranked.
 */
export function createTextSearch(database: DatabaseSync): (query: TextQuery, reader: Reader) => Hit[] {
  const findHits = createFindHits(database);
  const { title, outlet, date, article } = WORD_WEIGHTS;
  const search = database.prepare(`
    with context as materialized (
      select rowid as article, -bm25(article_words) as score from article_words where article_words match :words
    )
    select passages.article, passages.position,
      -bm25(passage_words, ${title}, ${outlet}, ${date}, 1.0) + ${article} * coalesce(context.score, 0) as score
    from passage_words
      join passages on passages.rowid = passage_words.rowid
      join articles on articles.rowid = passages.article
      left join context on context.article = passages.article
    where passage_words match :words and ${filterSql("articles")}
    order by score desc, passages.rowid limit :limit`);

  return ({ terms, filter, limit }, reader) => {
    if (terms.length === 0) return [];
    const words = terms.map(quoteTerm).join(" OR ");
    return findHits(
      search.all({ words, ...filterValues(filter, reader), limit }).map((row) => ({
        article: readNumber(row, "article"),
        position: readNumber(row, "position"),
        score: readNumber(row, "score"),
      })),
    );
  };
}

/** Prepares the search by meaning: every vector that passes the filter is compared. */
export function createVectorSearch(database: DatabaseSync): (query: VectorQuery, reader: Reader) => Hit[] {
  const findHits = createFindHits(database);
  const select = database.prepare(`
    select vectors.article, vectors.vectors from articles join vectors on vectors.article = articles.rowid
    where embedder = :embedder and dimensions = :dimensions and ${filterSql("articles")}`);

  return ({ vector, embedder, filter, limit }, reader) => {
    const best = createBest<Place>(limit);
    const dimensions = vector.length;
    for (const row of select.iterate({ embedder, dimensions, ...filterValues(filter, reader) })) {
      const article = readNumber(row, "article");
      const vectors = readVectors(row.vectors);
      for (let offset = 0; offset < vectors.length; offset += dimensions) {
        const score = dotProduct(vector, vectors, offset);
        if (score > best.floor()) best.add({ article, position: offset / dimensions, score });
      }
    }
    return findHits(best.list());
  };
}

function readVectors(value: unknown): Float32Array {
  if (!(value instanceof Uint8Array)) throw new Error("the store's vectors are no bytes");
  const { buffer, byteOffset, byteLength } = value;
  return new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT);
}

function dotProduct(vector: Float32Array, vectors: Float32Array, offset: number): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index += 1) {
    sum += (vector[index] ?? 0) * (vectors[offset + index] ?? 0);
  }
  return sum;
}

function createFindHits(database: DatabaseSync): (places: readonly Place[]) => Hit[] {
  const readArticle = createReadArticle(database);
  const findPassage = database.prepare("select start, end from passages where article = ? and position = ?");
  return (places) => {
    const articles = new Map(
      [...new Set(places.map(({ article }) => article))].map((rowid) => [rowid, readArticle(rowid)]),
    );
    return places.flatMap(({ article, position, score }) => {
      const found = articles.get(article);
      const row = findPassage.get(article, position);
      if (!found || !row) return [];
      const { info, originId, body } = found;
      const start = readNumber(row, "start");
      const end = readNumber(row, "end");
      const passage = {
        id: `${info.id}@${start}`,
        articleId: info.id,
        start,
        end,
        text: body.slice(start, end),
      };
      return [{ passage, article: info, originId, score }];
    });
  };
}

/** Articles that one question's searches find again and again are read once: up to so much text, at most 20 MB. */
const LETTERS_KEPT = 10_000_000;

/** Reads articles by their rows, and keeps them until anybody has written to the database. */
function createReadArticle(database: DatabaseSync) {
  const findArticle = database.prepare(`
    select ${INFO_COLUMNS}, origin_id, body from articles join bodies on article = articles.rowid
    where articles.rowid = ?`);
  // The one counts what this connection has written, the other changes with what others have.
  const findVersion = database.prepare(
    "select total_changes() || ' ' || data_version as version from pragma_data_version",
  );
  const kept = new Map<number, { info: ArticleInfo; originId: string; body: string }>();
  let keptAt = "";
  let letters = 0;

  return (rowid: number) => {
    const version = readText(findVersion.get(), "version");
    if (version !== keptAt || letters > LETTERS_KEPT) {
      kept.clear();
      [keptAt, letters] = [version, 0];
    }
    const known = kept.get(rowid);
    if (known) return known;
    const row = findArticle.get(rowid);
    if (!row) throw new Error("the store has a passage without an article");
    const article = {
      info: readArticleInfo(row),
      originId: readText(row, "origin_id"),
      body: readText(row, "body"),
    };
    kept.set(rowid, article);
    letters += article.body.length;
    return article;
  };
}
