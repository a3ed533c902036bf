import { WORD_WEIGHTS } from "../ranking.ts";
import type { Catalog } from "./catalog.ts";
import { DATE, FIRST_PASSAGE, OUTLET, TITLE } from "./index-words.ts";
import { findPhrase } from "./phrase.ts";
import { ARTICLES_PER_CHUNK, type Entry, type Posting, readCounts, readEntries } from "./postings.ts";
import { ASKED_FOR, HIDDEN } from "./standing.ts";

/** The articles of one scope, as one reader may see them. */
export interface Shelf {
  readonly catalog: Catalog;
  /** For each article of the catalog: whether it is hidden, readable, or asked for as well. */
  readonly standing: Uint8Array;
  /** The postings of each word that was asked for. */
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
}

/** A term, as the words that stand side by side. */
export type Term = readonly string[];

/** Where each text stands in its catalog, and its weight: `[index, weight, index, weight, …]`. */
export type Weighed = readonly number[];

/** How well a term matches the texts that are asked for, but for its rarity; and in how many readable ones it stands. */
export interface Match {
  readonly passages: Weighed;
  readonly articles: Weighed;
  readonly passageCount: number;
  readonly articleCount: number;
}

/** How many texts a reader may see, and how long they are. */
export interface Sizes {
  readonly passages: number;
  readonly articles: number;
  /** In words; a passage's with its title, outlet and date. */
  readonly meanPassage: number;
  readonly meanArticle: number;
}

/** Counts what a reader may see, asked for or not. */
export function measure(shelves: readonly Shelf[]): Sizes {
  let [articles, passages, words, wordsWithHeads] = [0, 0, 0, 0];
  for (const { catalog, standing } of shelves) {
    for (let index = 0; index < standing.length; index += 1) {
      if (standing[index] === HIDDEN) continue;
      const ofArticle = (catalog.firstPassages[index + 1] ?? 0) - (catalog.firstPassages[index] ?? 0);
      const bodyLength = catalog.bodyLengths[index] ?? 0;
      articles += 1;
      passages += ofArticle;
      words += bodyLength;
      wordsWithHeads += bodyLength + ofArticle * (catalog.headLengths[index] ?? 0);
    }
  }
  return {
    passages,
    articles,
    meanPassage: Math.max(1, wordsWithHeads / Math.max(1, passages)),
    meanArticle: Math.max(1, words / Math.max(1, articles)),
  };
}

/** Where a term stands on one shelf. A term of the title, outlet or date stands in every passage of its article. */
export function matchTerm(shelf: Shelf, term: Term, sizes: Sizes): Match {
  const { catalog, standing } = shelf;
  const match = { passages: [], articles: [], passageCount: 0, articleCount: 0 };
  for (const { chunk, entries } of findEntries(shelf.postings, term)) {
    for (const { article, places } of entries) {
      const index = catalog.indexes.get(chunk * ARTICLES_PER_CHUNK + article);
      if (index === undefined || standing[index] === HIDDEN) continue;
      const isAskedFor = standing[index] === ASKED_FOR;
      addArticle(match, readCounts(places), { catalog, index, sizes, isAskedFor });
    }
  }
  return match;
}

function findEntries(
  postings: Shelf["postings"],
  term: Term,
): Iterable<{ readonly chunk: number; readonly entries: Iterable<Entry> }> {
  const [word = ""] = term;
  if (term.length > 1) return findPhrase(postings, term);
  return (postings.get(word) ?? []).map(({ chunk, data }) => ({ chunk, entries: readEntries(data) }));
}

interface MatchedArticle {
  readonly catalog: Catalog;
  readonly index: number;
  readonly sizes: Sizes;
  readonly isAskedFor: boolean;
}

interface OpenMatch {
  readonly passages: number[];
  readonly articles: number[];
  passageCount: number;
  articleCount: number;
}

/** `counts` as `readCounts` returns them: the sections of the head come first. */
function addArticle(match: OpenMatch, counts: readonly number[], matched: MatchedArticle): void {
  const { catalog, index, sizes, isAskedFor } = matched;
  const first = catalog.firstPassages[index] ?? 0;
  const headLength = catalog.headLengths[index] ?? 0;
  let [head, inBody, next] = [0, 0, first];

  const addPassage = (passage: number, frequency: number) => {
    match.passageCount += 1;
    if (!isAskedFor) return;
    const length = (headLength + (catalog.passageLengths[passage] ?? 0)) / sizes.meanPassage;
    match.passages.push(passage, saturate(frequency, length));
  };
  const addByHeadUntil = (end: number) => {
    if (head > 0) for (let passage = next; passage < end; passage += 1) addPassage(passage, head);
  };
  for (let at = 0; at < counts.length; at += 2) {
    const section = counts[at] ?? 0;
    const count = counts[at + 1] ?? 0;
    if (section < FIRST_PASSAGE) {
      head += count * (HEAD_WEIGHTS[section] ?? 0);
      continue;
    }
    const passage = first + section - FIRST_PASSAGE;
    addByHeadUntil(passage);
    addPassage(passage, head + count);
    inBody += count;
    next = passage + 1;
  }
  addByHeadUntil(catalog.firstPassages[index + 1] ?? first);
  if (inBody === 0) return;
  match.articleCount += 1;
  if (isAskedFor) {
    match.articles.push(index, saturate(inBody, (catalog.bodyLengths[index] ?? 0) / sizes.meanArticle));
  }
}

const HEAD_WEIGHTS: Readonly<Record<number, number>> = {
  [TITLE]: WORD_WEIGHTS.title,
  [OUTLET]: WORD_WEIGHTS.outlet,
  [DATE]: WORD_WEIGHTS.date,
};

/** BM25's usual constants: how soon a word that comes again adds little, and how far a longer text makes it count less. */
const K1 = 1.2;
const B = 0.75;

/** `length` as a multiple of the mean. */
function saturate(frequency: number, length: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * length));
}
