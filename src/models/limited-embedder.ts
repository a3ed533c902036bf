import type { Embedder } from "./embedder.ts";

/** The embedder for as long as a signal lets it, which each call asks for. After that it fails: words alone find. */
export function limitEmbedder(embedder: Embedder, limitOf: () => AbortSignal): Embedder {
  return {
    ...embedder,
    async embed(texts, signal) {
      const limit = limitOf();
      try {
        return await embedder.embed(texts, signal ? AbortSignal.any([signal, limit]) : limit);
      } catch (cause) {
        signal?.throwIfAborted();
        if (limit.aborted) throw new Error("the embedding model did not answer in time", { cause });
        throw cause;
      }
    },
  };
}
