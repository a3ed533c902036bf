import type { Article, Passage } from "../../articles/article.ts";
import { wordsOfDate } from "../ranking.ts";
import { createPlacesWriter, type PlacesWriter } from "./postings.ts";
import { tokenize } from "./tokenize.ts";

/** The sections of an article that every passage of it is found by as well; its passages follow, in order. */
export const TITLE = 0;
export const OUTLET = 1;
export const DATE = 2;
export const FIRST_PASSAGE = 3;

/** What an article is found by. */
export interface ArticleWords {
  /** How many words each section has. */
  readonly lengths: readonly number[];
  /** Each word's places, by the word. */
  readonly places: ReadonlyMap<string, Uint8Array>;
}

export type IndexedText = Pick<Article, "title" | "outlet" | "publishedAt"> & {
  readonly passages: readonly Pick<Passage, "text">[];
};

/** Finds the words of an article's title, outlet, date and passages. The same article gives the same words. */
export function indexWords({ title, outlet, publishedAt, passages }: IndexedText): ArticleWords {
  const texts = [title, outlet, wordsOfDate(publishedAt), ...passages.map(({ text }) => text)];
  const writers = new Map<string, PlacesWriter>();
  const lengths = texts.map((text, section) => {
    const words = tokenize(text);
    words.forEach((word, position) => {
      let writer = writers.get(word);
      if (!writer) {
        writer = createPlacesWriter();
        writers.set(word, writer);
      }
      writer.add(section, position);
    });
    return words.length;
  });
  return {
    lengths,
    places: new Map([...writers].map(([word, writer]) => [word, writer.finish()])),
  };
}
