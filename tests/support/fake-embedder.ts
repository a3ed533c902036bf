import type { Embedder } from "../../src/models/embedder.ts";

export interface FakeEmbedder extends Embedder {
  /** Every text that it was asked to embed, in order. */
  readonly embedded: readonly string[];
}

export interface FakeEmbedderOptions {
  readonly fingerprint?: string;
  readonly weight?: number;
  /** Called before each batch, with how many texts were embedded so far: it may throw, or abort something. */
  readonly beforeBatch?: (embedded: number) => void;
}

const DIMENSIONS = 64;

/** Texts with the same words are the same, texts without a common word (nearly always) unrelated. */
export function createFakeEmbedder(options: FakeEmbedderOptions = {}): FakeEmbedder {
  const embedded: string[] = [];
  return {
    fingerprint: options.fingerprint ?? "fake-1",
    weight: options.weight ?? 0.2,
    embedded,
    async embed(texts, signal) {
      options.beforeBatch?.(embedded.length);
      signal?.throwIfAborted();
      embedded.push(...texts);
      return texts.map(embedText);
    },
    async close() {},
  };
}

/** The unit vector that counts a text's words, each hashed to one dimension. */
export function embedText(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["nothing"]) {
    const dimension = hashOf(word) % DIMENSIONS;
    vector[dimension] = (vector[dimension] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (const letter of word) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
