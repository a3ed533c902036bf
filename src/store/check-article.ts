import type { IndexedArticle } from "./store.ts";

/** Throws when an article belongs to another source, or its vectors to another text. */
export function checkArticle(
  { article, passages, vectors, embedder }: IndexedArticle,
  sourceId: string,
): void {
  if (article.sourceId !== sourceId) {
    throw new Error(`the article ${article.id} belongs to ${article.sourceId}, not to ${sourceId}`);
  }
  const dimensions = vectors[0]?.length ?? 0;
  const isWhole = vectors.length === passages.length && embedder !== undefined && dimensions > 0;
  if (vectors.length > 0 && !(isWhole && vectors.every((vector) => vector.length === dimensions))) {
    throw new Error(`the vectors of ${article.id} don't fit its ${passages.length} passages`);
  }
}
