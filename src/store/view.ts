import type { Article, ArticleInfo, Passage } from "../articles/article.ts";
import type { StoredSource } from "./stored-source.ts";

/** What one server may read. Nothing else can be found through it, whatever is asked. */
export interface StoreView {
  /** The passages that match the terms best by BM25 (score: higher is better), best first. */
  searchText(query: TextQuery): Promise<Hit[]>;
  /** The passages whose vectors are nearest (score: cosine, higher is better), best first; exact. */
  searchVectors(query: VectorQuery): Promise<Hit[]>;
  /** The articles with these ids, in no order; ids that are not stored, or not seen here, are left out. */
  findArticles(ids: readonly string[]): Promise<Article[]>;
  /** Where the texts of these articles come from, in no order; ids that are not stored, or not seen here, are left out. */
  findOrigins(ids: readonly string[]): Promise<Origin[]>;
  /** Every outlet with an article here, most articles first. */
  listOutlets(): Promise<OutletInfo[]>;
  /** The house's sources first, then the server's own. */
  listSources(): Promise<StoredSource[]>;
  /** Articles without their text, newest first, those without a date last. */
  listArticles(query: ArticleQuery): Promise<ArticleInfo[]>;
  /** In how many passages each term occurs, and how many there are: what a term's rarity is made of. */
  countTerms(terms: readonly string[]): Promise<TermCounts>;
  /**
   * Another one whenever anything has changed that can be read here, whichever process changed it; the same as long as
   * nothing has. Cheap.
   */
  version(): Promise<string>;
}

/** A passage and how well it matched. */
export interface Hit {
  readonly passage: Passage;
  readonly article: ArticleInfo;
  /** The same for all copies of one text that several outlets carry; else the article's own id. */
  readonly originId: string;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
}

/** Keeps to articles published in `[since, until)` (ISO 8601, UTC) and by one outlet. */
export interface ArticleFilter {
  readonly since?: string;
  readonly until?: string;
  /** The same edges for articles that are dated by a day alone (at midnight UTC), where a time zone parts them. */
  readonly sinceDay?: string;
  readonly untilDay?: string;
  readonly outlet?: string;
}

export interface TextQuery {
  /**
   * Plain words, already stripped of stop words; the store stems them as it stemmed the passages. A term of several
   * words stands for these words side by side.
   */
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

export interface OutletInfo {
  readonly name: string;
  readonly articles: number;
}

/** An article's text, and who carries it. */
export interface Origin {
  readonly articleId: string;
  /** The same for all copies of one text. */
  readonly originId: string;
  /** Every outlet here with a copy of it, the article's own among them, each once. */
  readonly outlets: readonly string[];
}

export interface TermCounts {
  readonly passages: number;
  /** One count for each term, in order. */
  readonly counts: readonly number[];
}
