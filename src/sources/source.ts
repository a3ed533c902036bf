import type { Article } from "../articles/article.ts";

/** A place that is read again and again: a folder now, a feed or a page. */
export interface Source {
  /** Unique in the newsroom; it opens the id of each of its articles. */
  readonly id: string;
  readonly kind: "folder" | "feed" | "page" | "file";
  /** Reads everything there is. Throws when the source as a whole can't be read: then nothing is removed. */
  read(signal?: AbortSignal): Promise<Reading>;
}

export interface Reading {
  readonly articles: readonly Article[];
  /** What could not be read, and why. An article that was stored from it before stays. */
  readonly failures: readonly ReadFailure[];
}

export interface ReadFailure {
  /** As its owner knows it: `wire/2026-02-27.txt`, or `wire.jsonl, line 7`. */
  readonly name: string;
  readonly reason: string;
  /** Articles whose id begins with this came from here and are kept. */
  readonly idPrefix: string;
}
