import type { DatabaseSync } from "node:sqlite";
import type { Reader } from "../filter.ts";
import { readBytes, readNumber } from "../rows.ts";
import type { Hit, TermCounts, TextQuery } from "../store.ts";
import type { Term } from "../words/match.ts";
import type { Posting } from "../words/postings.ts";
import { countTerms, rankWords } from "../words/rank.ts";
import { tokenize } from "../words/tokenize.ts";
import { type FindHits, rowAt } from "./hits.ts";
import type { FindShelves } from "./shelves.ts";

/** Finds the passages that match a query's words best. */
export type TextSearch = (query: TextQuery, reader: Reader) => Hit[];

/** What a search goes through, and what makes hits of the places that it finds. */
export interface SearchDeps {
  readonly shelves: FindShelves;
  readonly findHits: FindHits;
}

/** Prepares the search by words. */
export function createTextSearch(database: DatabaseSync, { shelves, findHits }: SearchDeps): TextSearch {
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
