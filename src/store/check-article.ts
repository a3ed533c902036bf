import type { IndexedArticle } from "./store.ts";

/** Throws when an article belongs to another source, its vectors to another text, or hold what is no number. */
export function checkArticle(
  { article, passages, vectors, embedder }: IndexedArticle,
  sourceId: string,
): void {
  if (article.sourceId !== sourceId) {
    throw new Error(`the article ${article.id} belongs to ${article.sourceId}, not to ${sourceId}`);
  }
  const dimensions = vectors[0]?.length ?? 0;
  const isWhole = vectors.length === passages.length && embedder !== undefined && dimensions > 0;
  const isVector = (vector: Float32Array) => vector.length === dimensions && vector.every(Number.isFinite);
  if (vectors.length > 0 && !(isWhole && vectors.every(isVector))) {
    throw new Error(`the vectors of ${article.id} don't fit its ${passages.length} passages`);
  }
}
