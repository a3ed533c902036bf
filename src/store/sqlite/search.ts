import type { DatabaseSync } from "node:sqlite";
import type { Reader } from "../filter.ts";
import { readBytes, readNumber } from "../rows.ts";
import type { ScopeShelf } from "../shelf.ts";
import type { Hit, TermCounts, TextQuery } from "../store.ts";
import type { Shelf, Term } from "../words/match.ts";
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
  const withPostings = createWithPostings(database);
  return ({ terms, filter, limit }, reader) => {
    const words = terms.map(tokenize);
    const found = shelves(reader, filter);
    const places = rankWords(withPostings(found, words), words, limit);
    return findHits(places.map((place) => ({ ...place, article: rowAt(found[place.shelf], place.article) })));
  };
}

/** Prepares the counting of terms, for how rare they are. */
export function createTermCount(
  database: DatabaseSync,
  shelves: FindShelves,
): (terms: readonly string[], reader: Reader) => TermCounts {
  const withPostings = createWithPostings(database);
  return (terms, reader) => {
    const words = terms.map(tokenize);
    return countTerms(withPostings(shelves(reader, {}), words), words);
  };
}

function createWithPostings(
  database: DatabaseSync,
): (shelves: readonly ScopeShelf[], terms: readonly Term[]) => Shelf[] {
  const find = database.prepare("select chunk, data from postings where scope = ? and word = ?");
  const readPostings = (scope: number, word: string): Posting[] =>
    find.all(scope, word).map((row) => ({ chunk: readNumber(row, "chunk"), data: readBytes(row, "data") }));
  return (shelves, terms) => {
    const words = [...new Set(terms.flat())];
    return shelves.map((shelf) => ({
      ...shelf,
      postings: new Map(words.map((word) => [word, readPostings(shelf.scope, word)])),
    }));
  };
}
