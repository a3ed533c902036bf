import { createHash } from "node:crypto";
import type { Article } from "../articles/article.ts";
import { SPLIT_FINGERPRINT } from "../articles/split.ts";
import type { Embedder } from "../models/embedder.ts";
import { INDEX_LAYOUT } from "../store/ranking.ts";
import { EMBED_TEXT_FINGERPRINT } from "./indexing.ts";

/** Says which version of an article the index should hold, under the settings of now. */
export interface IndexVersions {
  /** Names how articles are cut, embedded and laid out. When it changes, every stored article is stale. */
  readonly fingerprint: string;
  /** Of the article with everything that can be had of it. */
  whole(article: Article): string;
  /** Of the article without its vectors: never that of the whole, so that the next reload embeds it. */
  withoutVectors(article: Article): string;
}

/** The versions under this embedder, or under none. */
export function indexVersions(embedder: Embedder | undefined): IndexVersions {
  const embedding = embedder ? `${embedder.fingerprint} ${EMBED_TEXT_FINGERPRINT}` : "no embeddings";
  const fingerprint = `${SPLIT_FINGERPRINT}, ${embedding}, ${INDEX_LAYOUT}`;
  return {
    fingerprint,
    whole: (article) => hash([fingerprint, contentOf(article)]),
    withoutVectors: (article) => hash([fingerprint, contentOf(article), "without vectors"]),
  };
}

/**
 * All that readers see of an article. When it was fetched is not, nor a date that was made of that, nor when its
 * publisher says it was changed: those move while the text stays.
 */
function contentOf(article: Article): unknown[] {
  const { id, title, outlet, authors, url, publishedAt, dateFrom, body } = article;
  return [id, title, outlet, authors, url, dateFrom === "fetched" ? null : publishedAt, dateFrom, body];
}

function hash(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
