import { setImmediate } from "node:timers/promises";
import type { Article, Passage } from "../articles/article.ts";
import { eachPassages } from "../articles/split.ts";
import type { Embedder } from "../models/embedder.ts";
import type { IndexedArticle } from "../store/store.ts";
import type { IndexVersions } from "./index-version.ts";

/** Names what `textToEmbed` makes. When it changes, every stored vector is stale. */
export const EMBED_TEXT_FINGERPRINT = "title+text";

/** How many passages are embedded at once: often enough to show progress, and within any provider's limit. */
const PASSAGES_PER_BATCH = 64;

export interface IndexingOptions {
  readonly versions: IndexVersions;
  readonly embedder: Embedder | undefined;
  readonly signal: AbortSignal | undefined;
  /** Counts passages. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface Indexing {
  readonly put: readonly IndexedArticle[];
  /** How many passages there are. */
  readonly total: number;
  /** Why some articles have no vectors. */
  readonly error?: string;
}

/**
 * Cuts articles into passages and embeds them. When the embedder fails, the articles that it has not finished have
 * no vectors and a version that the next reload takes for stale. Rejects when the signal aborts.
 */
export async function indexArticles(
  articles: readonly Article[],
  { versions, embedder, signal, onProgress }: IndexingOptions,
): Promise<Indexing> {
  const cut = await cutArticles(articles, signal);
  const texts = cut.flatMap(({ article, passages }) =>
    passages.map((passage) => textToEmbed(article, passage)),
  );
  onProgress(0, texts.length);
  const embedding = embedder && (await embedAll(texts, { embedder, signal, onProgress }));
  const vectors = embedding?.vectors ?? [];

  let next = 0;
  let wordsOnly = 0;
  const put = cut.map(({ article, passages }): IndexedArticle => {
    const own = vectors.slice(next, next + passages.length);
    next += passages.length;
    if (own.length === passages.length || !embedder) {
      const by = own.length > 0 ? embedder?.fingerprint : undefined;
      return { article, version: versions.whole(article), passages, vectors: own, embedder: by };
    }
    wordsOnly += 1;
    const version = versions.withoutVectors(article);
    return { article, version, passages, vectors: [], embedder: undefined };
  });
  if (embedding?.failure === undefined) return { put, total: texts.length };
  const error = `${wordsOnly} of the articles are found by their words alone until the next reload: ${embedding.failure}`;
  return { put, total: texts.length, error };
}

/** What stands for a passage when it is embedded: its article's title names what the passage may only call "it". */
export function textToEmbed(article: Pick<Article, "title">, passage: Pick<Passage, "text">): string {
  return `${article.title}\n${passage.text}`;
}

interface CutArticle {
  readonly article: Article;
  readonly passages: readonly Passage[];
}

/** Others have waited long enough for the thread when work has gone on for so long. */
const MAX_TURN_MS = 10;

/** Lets others have the thread in between: a large source, and even a large article, takes seconds. */
async function cutArticles(
  articles: readonly Article[],
  signal: AbortSignal | undefined,
): Promise<CutArticle[]> {
  const cut: CutArticle[] = [];
  let began = performance.now();
  for (const article of articles) {
    const passages: Passage[] = [];
    for (const section of eachPassages(article)) {
      passages.push(...section);
      if (performance.now() - began < MAX_TURN_MS) continue;
      await setImmediate();
      began = performance.now();
    }
    signal?.throwIfAborted();
    cut.push({ article, passages });
  }
  return cut;
}

/** Stops at the first failure: a provider that is down is not asked again for every batch. */
async function embedAll(
  texts: readonly string[],
  {
    embedder,
    signal,
    onProgress,
  }: Pick<IndexingOptions, "signal" | "onProgress"> & { readonly embedder: Embedder },
): Promise<{ vectors: Float32Array[]; failure?: string }> {
  const vectors: Float32Array[] = [];
  while (vectors.length < texts.length) {
    const batch = texts.slice(vectors.length, vectors.length + PASSAGES_PER_BATCH);
    try {
      const embedded = await embedder.embed(batch, signal);
      if (embedded.length !== batch.length)
        throw new Error("the embedder returned too few or too many vectors");
      vectors.push(...embedded);
    } catch (error) {
      signal?.throwIfAborted();
      return { vectors, failure: error instanceof Error ? error.message : String(error) };
    }
    signal?.throwIfAborted();
    onProgress(vectors.length, texts.length);
  }
  return { vectors };
}
