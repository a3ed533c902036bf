import type { BenchArticle } from "../articles.ts";

/** A passage as engines keep it that know no articles. */
export interface Row {
  readonly id: string;
  readonly server: number;
  /** Milliseconds since 1970. */
  readonly published: number;
  /** The passage. */
  readonly text: string;
  /** What is searched by words: the article's title, and the passage. */
  readonly words: string;
  /** Unit length. */
  readonly vector: Float32Array;
}

/** One row for each passage. */
export function rowsOf(articles: readonly BenchArticle[]): Row[] {
  return articles.flatMap(({ article, passages, server, vectors }) =>
    passages.map(({ id, text }, index) => ({
      id,
      server,
      published: Date.parse(article.publishedAt ?? ""),
      text,
      words: `${article.title}\n${text}`,
      vector: vectors[index] ?? new Float32Array(),
    })),
  );
}
