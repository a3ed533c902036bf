/** Turns texts into unit-length vectors, so that a dot product is a cosine. */
export interface Embedder {
  /** Names the model and its settings. When it changes, every stored vector is stale. */
  readonly fingerprint: string;
  /** What a cosine of 1 is worth beside a question's best BM25 score, as measured for this model. */
  readonly weight: number;
  /** Returns one vector for each text, in order. Rejects if the provider fails or the signal aborts. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** Frees threads, connections and files. Nothing may be embedded afterwards. */
  close(): Promise<void>;
}
