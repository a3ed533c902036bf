/** One published text, as the newsroom keeps it. */
export interface Article {
  /** Unique in the store: the source's id, a slash, and the source's own id for it. */
  readonly id: string;
  readonly sourceId: string;
  readonly title: string;
  /** Who published it (Reuters), as readers know it. */
  readonly outlet: string;
  readonly authors: readonly string[];
  /** Where it can be read in full: `http(s)` only. */
  readonly url: string | null;
  /** ISO 8601 in UTC; a day without a time is that day's midnight. */
  readonly publishedAt: string | null;
  readonly dateFrom: DateOrigin | null;
  /** When its publisher last changed it, where they say so: ISO 8601 in UTC, never before `publishedAt`. */
  readonly modifiedAt: string | null;
  readonly modifiedFrom: DateOrigin | null;
  /** What it says it is written in: a BCP 47 tag in lower case (`en`, `pt-br`). */
  readonly language: string | null;
  /** When this process read it: ISO 8601 in UTC. Never shown as the date of the news. */
  readonly fetchedAt: string;
  /** Clean text, paragraphs separated by a blank line; a record's, as it is. Every offset counts its UTF-16 code units. */
  readonly body: string;
}

/**
 * Where a date was found, most trustworthy first. `fetched`: it lay in the future, and that it was read is all that is
 * known.
 */
export const DATE_ORIGINS = [
  "front-matter",
  "json-ld",
  "meta",
  "time",
  "feed",
  "record",
  "text",
  "fetched",
] as const;
export type DateOrigin = (typeof DATE_ORIGINS)[number];

/** What a parser reads from a file or a page, before a source gives it an identity. */
export interface ParsedArticle {
  /** The id that the file itself states (a `.jsonl` record, a feed entry). */
  readonly ownId?: string;
  readonly title: string;
  readonly outlet: string | null;
  readonly authors: readonly string[];
  readonly url: string | null;
  readonly publishedAt: string | null;
  readonly dateFrom: DateOrigin | null;
  readonly modifiedAt?: string | null;
  readonly modifiedFrom?: DateOrigin | null;
  readonly language?: string | null;
  readonly body: string;
}

/** Everything about an article but its text: what a receipt shows. */
export type ArticleInfo = Omit<Article, "body">;

/** A span of an article, small enough to quote: `text === article.body.slice(start, end)`. */
export interface Passage {
  /** The article's id and the passage's start: `seeds/geneva.md@1204`. */
  readonly id: string;
  readonly articleId: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A half-open range of UTF-16 code units in an article's body. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
