import type { DatabaseSync } from "node:sqlite";
import type { ArticleInfo } from "../articles/article.ts";
import { createBest } from "./best.ts";
import type { Reader } from "./sqlite-filter.ts";
import { INFO_COLUMNS, readArticleInfo, readBytes, readNumber, readText } from "./sqlite-rows.ts";
import { rowOf } from "./sqlite-scopes.ts";
import type { FindShelves, ScopeShelf } from "./sqlite-shelves.ts";
import type { Hit, TermCounts, TextQuery, VectorQuery } from "./store.ts";
import type { Term } from "./words/match.ts";
import type { Posting } from "./words/postings.ts";
import { countTerms, rankWords } from "./words/rank.ts";
import { ASKED_FOR } from "./words/standing.ts";
import { tokenize } from "./words/tokenize.ts";

/** Finds the passages that match a query's words best. */
export type TextSearch = (query: TextQuery, reader: Reader) => Hit[];
/** Finds the passages whose meaning is nearest. */
export type VectorSearch = (query: VectorQuery, reader: Reader) => Hit[];

/** Prepares the search by words. */
export function createTextSearch(database: DatabaseSync, shelves: FindShelves): TextSearch {
  const findHits = createFindHits(database);
  const readPostings = createReadPostings(database);
  return ({ terms, filter, limit }, reader) => {
    const words = terms.map(tokenize);
    const found = shelves(reader, filter);
    const ranked = rankWords(
      found.map((shelf) => ({ ...shelf, postings: readPostings(shelf.scope, words) })),
      words,
      limit,
    );
    return findHits(ranked.map((place) => ({ ...place, article: rowAt(found[place.shelf], place.article) })));
  };
}

/** Prepares the counting of terms, for how rare they are. */
export function createTermCount(
  database: DatabaseSync,
  shelves: FindShelves,
): (terms: readonly string[], reader: Reader) => TermCounts {
  const readPostings = createReadPostings(database);
  return (terms, reader) => {
    const words = terms.map(tokenize);
    const found = shelves(reader, {});
    return countTerms(
      found.map((shelf) => ({ ...shelf, postings: readPostings(shelf.scope, words) })),
      words,
    );
  };
}

function createReadPostings(
  database: DatabaseSync,
): (scope: number, terms: readonly Term[]) => Map<string, readonly Posting[]> {
  const find = database.prepare("select chunk, data from postings where scope = ? and word = ?");
  return (scope, terms) =>
    new Map(
      [...new Set(terms.flat())].map((word) => [
        word,
        find
          .all(scope, word)
          .map((row) => ({ chunk: readNumber(row, "chunk"), data: readBytes(row, "data") })),
      ]),
    );
}

/** Prepares the search by meaning: the vectors of all articles that are asked for are compared. */
export function createVectorSearch(database: DatabaseSync, shelves: FindShelves): VectorSearch {
  const findHits = createFindHits(database);
  const find = database.prepare("select vectors from vectors where article = ? and dimensions = ?");

  return ({ vector, embedder, filter, limit }, reader) => {
    const best = createBest<RowPlace>(limit);
    const dimensions = vector.length;
    for (const shelf of shelves(reader, filter)) {
      shelf.catalog.numbers.forEach((number, index) => {
        if (shelf.standing[index] !== ASKED_FOR || shelf.catalog.embedders[index] !== embedder) return;
        const article = rowAt(shelf, number);
        const row = find.get(article, dimensions);
        if (!row) return;
        const vectors = readVectors(row.vectors);
        for (let offset = 0; offset < vectors.length; offset += dimensions) {
          const score = dotProduct(vector, vectors, offset);
          if (score > best.floor()) best.add({ article, position: offset / dimensions, score });
        }
      });
    }
    return findHits(best.list());
  };
}

/** A passage by its place: its article's row and its position there. */
interface RowPlace {
  readonly article: number;
  readonly position: number;
  readonly score: number;
}

function rowAt(shelf: ScopeShelf | undefined, number: number): number {
  if (!shelf) throw new Error("a passage was found on no shelf");
  return rowOf({ scope: shelf.scope, number });
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

function createFindHits(database: DatabaseSync): (places: readonly RowPlace[]) => Hit[] {
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
