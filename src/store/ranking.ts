import type { Article } from "../articles/article.ts";

/** How much a match in each place counts for BM25, against 1 for the passage's own text. */
export const WORD_WEIGHTS = {
  /**
   * A title repeats over all passages of its article, so it counts less. Between .3 and .6 nothing changes on
   * MultiHop-RAG; on realtimeqa-2022 the right article is among the first four for 92 and 94 of 121 questions.
   */
  title: 0.6,
  /** Findable, but hardly counted: which outlet and day a question means is for its filter to say. */
  outlet: 0.05,
  date: 0.05,
  /**
   * Of the whole article's BM25, added to the passage's: a passage is judged in its context. On a
   * quarter of MultiHop-RAG's development half all of the evidence is found for .354 of 328 questions at .3, and for
   * .372 at .15; no worse on realtimeqa-2022.
   */
  article: 0.15,
} as const;

/** Names what is searchable of an article. When it changes, every stored article is stale. */
export const INDEX_LAYOUT = "title-outlet-date-text-2";

const dateWords = new Intl.DateTimeFormat("en-US", {
  dateStyle: "full",
  timeZone: "UTC",
});

/** A published date in the words that people search it by: `2026-02-27 Friday, February 27, 2026`. */
export function wordsOfDate(publishedAt: Article["publishedAt"]): string {
  const time = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  if (Number.isNaN(time)) return "";
  return `${new Date(time).toISOString().slice(0, 10)} ${dateWords.format(time)}`;
}

/** The same key for every spelling of an outlet that differs in case alone. */
export function keyOfOutlet(outlet: string): string {
  return outlet.normalize("NFKC").trim().toLowerCase();
}
