import type { Article, ArticleInfo, Passage } from "../articles/article.ts";

/** Keeps articles, their passages and vectors. Every implementation passes the contract suite in `tests/store/`. */
export interface Store {
  /** The version of every article that a source has stored, by article id. */
  versions(sourceId: string): Promise<Map<string, string>>;
  /** The index fingerprint of the last reload; undefined in a new store. */
  fingerprint(): Promise<string | undefined>;
  /** Applies one source's reload in one transaction: readers see all of it or none of it. */
  apply(changes: SourceChanges): Promise<void>;
  /** The passages that match the terms best by BM25 (score: higher is better), best first. */
  searchText(query: TextQuery): Promise<Hit[]>;
  /** The passages whose vectors are nearest (score: cosine, higher is better), best first; exact. */
  searchVectors(query: VectorQuery): Promise<Hit[]>;
  /** The articles with these ids, in no order; ids that are not stored are left out. */
  findArticles(ids: readonly string[]): Promise<Article[]>;
  /** Every outlet with an article here, most articles first. */
  listOutlets(): Promise<OutletInfo[]>;
  listSources(): Promise<SourceInfo[]>;
  /** Articles without their text, newest first, those without a date last. */
  listArticles(query: ArticleQuery): Promise<ArticleInfo[]>;
  /** In how many passages each term occurs, and how many there are: what a term's rarity is made of. */
  countTerms(terms: readonly string[]): Promise<TermCounts>;
  /** What is counted under a key; undefined when nothing is. Never waits for a reload. */
  findCounter(query: CounterQuery): Promise<Counter | undefined>;
  /** Adds to what is counted under a key; behind a reload it waits for its end. Counters that are over are removed. */
  addToCounter(addition: CounterAddition): Promise<void>;
  /** Random letters of this installation, the same for as long as the store lives: what ids are hashed with. */
  secret(): Promise<string>;
  close(): Promise<void>;
}

/** A number that is kept for a while. */
export interface Counter {
  readonly value: number;
  /** ISO 8601, UTC: from this moment on nothing is counted. */
  readonly until: string;
}

export interface CounterQuery {
  readonly key: string;
  /** The clock, ISO 8601, UTC. */
  readonly now: string;
}

export interface CounterAddition extends CounterQuery {
  readonly amount: number;
  /** Takes the place of an earlier end. */
  readonly until: string;
}

/** A passage and how well it matched. */
export interface Hit {
  readonly passage: Passage;
  readonly article: ArticleInfo;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
}

/** Keeps to articles published in `[since, until)` (ISO 8601, UTC) and by one outlet. */
export interface ArticleFilter {
  readonly since?: string;
  readonly until?: string;
  readonly outlet?: string;
}

export interface TextQuery {
  /** Plain words, already stripped of stop words; the store stems them as it stemmed the passages. */
  readonly terms: readonly string[];
  readonly filter: ArticleFilter;
  readonly limit: number;
}

export interface VectorQuery {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Only vectors made by this embedder are compared. */
  readonly embedder: string;
  readonly filter: ArticleFilter;
  readonly limit: number;
}

export interface ArticleQuery {
  readonly filter: ArticleFilter;
  readonly limit: number;
}

export interface IndexedArticle {
  readonly article: Article;
  /** Changes whenever the article or the way it is indexed does. */
  readonly version: string;
  readonly passages: readonly Passage[];
  /** One for each passage, or none at all: then the article is found by its words alone. */
  readonly vectors: readonly Float32Array[];
  /** The fingerprint of the embedder that made the vectors; undefined when there are none. */
  readonly embedder: string | undefined;
}

export interface SourceChanges {
  readonly sourceId: string;
  readonly put: readonly IndexedArticle[];
  readonly remove: readonly string[];
  /** The fingerprint of the whole index, kept for the next start. */
  readonly fingerprint: string;
  /** When the source was read: ISO 8601, UTC. */
  readonly readAt: string;
}

export interface OutletInfo {
  readonly name: string;
  readonly articles: number;
}

export interface SourceInfo {
  readonly id: string;
  readonly articles: number;
  readonly newest: string | null;
  readonly readAt: string;
}

export interface TermCounts {
  readonly passages: number;
  /** One count for each term, in order. */
  readonly counts: readonly number[];
}
