import type { DatabaseSync } from "node:sqlite";
import { createBest } from "../best.ts";
import type { Reader } from "../filter.ts";
import { readBytes } from "../rows.ts";
import type { ScopeShelf } from "../shelf.ts";
import type { Hit, VectorQuery } from "../store.ts";
import { ASKED_FOR } from "../words/standing.ts";
import { type PassagePlace, rowAt } from "./hits.ts";
import type { SearchDeps } from "./search.ts";
import { createBounds, dotProduct } from "./vector-codes.ts";

/** Finds the passages whose meaning is nearest. */
export type VectorSearch = (query: VectorQuery, reader: Reader) => Hit[];

/** Prepares the search by meaning. It is exact. */
export function createVectorSearch(database: DatabaseSync, { shelves, findHits }: SearchDeps): VectorSearch {
  const compareAll = createCompareAll(database);
  const compareLikely = createCompareLikely(database);
  return ({ vector, embedder, filter, limit }, reader) => {
    const articles = shelves(reader, filter).flatMap((shelf) => rowsWithVectors(shelf, embedder));
    const compare = articles.length <= ALL_AT_ONCE_ARTICLES * limit ? compareAll : compareLikely;
    return findHits(compare(articles, vector, limit));
  };
}

/**
 * Of so many articles for each hit that is wanted, nearly every one has a passage that may be among the nearest: then
 * codes only come on top. The best 100 of 1,250 passages (154 articles): 4.0 ms with codes, 3.2 without.
 */
const ALL_AT_ONCE_ARTICLES = 3;

/** Finds the passages of these articles that are nearest to a vector, best first. */
type Compare = (articles: readonly number[], vector: Float32Array, limit: number) => readonly PassagePlace[];

/** Prepares the comparing of every vector. */
function createCompareAll(database: DatabaseSync): Compare {
  const find = database.prepare("select vectors from vectors where article = ? and dimensions = ?");
  return (articles, vector, limit) => {
    const best = createBest<PassagePlace>(limit);
    for (const article of articles) {
      const row = find.get(article, vector.length);
      if (!row) continue;
      const vectors = readVectors(readBytes(row, "vectors"));
      for (let offset = 0; offset < vectors.length; offset += vector.length) {
        const score = dotProduct(vector, vectors, offset);
        if (score > best.floor()) best.add({ article, position: offset / vector.length, score });
      }
    }
    return best.list();
  };
}

/**
 * Prepares the comparing of what may be among the nearest, as the codes tell, and of nothing else: the same is found. Of
 * 4,000 passages of `npm run bench` 14 may be among the best 10, so that a quarter of all is read, and nine articles.
 */
function createCompareLikely(database: DatabaseSync): Compare {
  const findCodes = database.prepare("select codes from codes where article = ? and dimensions = ?");
  const findVectors = database.prepare("select vectors from vectors where article = ?");
  return (articles, vector, limit) => {
    const bound = createBounds(vector);
    const leasts = createBest(limit);
    const candidates: PassagePlace[] = [];
    for (const article of articles) {
      const row = findCodes.get(article, vector.length);
      if (!row) continue;
      bound(readBytes(row, "codes"), (position, least, most) => {
        if (least > leasts.floor()) leasts.add({ score: least });
        if (most >= leasts.floor()) candidates.push({ article, position, score: most });
      });
    }
    const likely = candidates.filter(({ score }) => score >= leasts.floor());
    const best = createBest<PassagePlace>(limit);
    for (const [article, places] of Map.groupBy(likely, (place) => place.article)) {
      const vectors = readVectors(readBytes(findVectors.get(article), "vectors"));
      for (const { position } of places) {
        const score = dotProduct(vector, vectors, position * vector.length);
        if (score > best.floor()) best.add({ article, position, score });
      }
    }
    return best.list();
  };
}

function rowsWithVectors(shelf: ScopeShelf, embedder: string): number[] {
  const { catalog, standing } = shelf;
  return catalog.numbers
    .filter((_, index) => standing[index] === ASKED_FOR && catalog.embedders[index] === embedder)
    .map((number) => rowAt(shelf, number));
}

function readVectors({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT);
}
