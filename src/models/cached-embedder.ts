import { createHash } from "node:crypto";
import type { Embedder } from "./embedder.ts";
import { openVectorFile } from "./vector-file.ts";

/** How many texts are embedded before they are kept: what a killed run can lose. */
const BATCH_TEXTS = 32;

export interface CachedEmbedderOptions {
  readonly embedder: Embedder;
  /** Where the vectors are kept; made with its folder where it is missing. */
  readonly file: string;
  /** Told after each batch how many of the texts that had to be embedded are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Keeps every vector in a file, by embedder and text, so that a second run embeds nothing and a killed one goes on
 * where it was. Reads and writes are short, but on the caller's thread: for the terminal, not for a server.
 */
export function createCachedEmbedder({ embedder, file, onProgress }: CachedEmbedderOptions): Embedder {
  const kept = openVectorFile(file);
  const keyOf = (text: string) =>
    createHash("sha256").update(`${embedder.fingerprint}\0${text}`).digest("hex");

  return {
    fingerprint: embedder.fingerprint,
    weight: embedder.weight,
    async embed(texts, signal) {
      const keys = texts.map(keyOf);
      const vectors = new Map<string, Float32Array>();
      const missing = new Map<string, string>();
      keys.forEach((key, index) => {
        const vector = vectors.get(key) ?? kept.find(key);
        if (vector) vectors.set(key, vector);
        else missing.set(key, texts[index] ?? "");
      });

      const toEmbed = [...missing];
      for (let from = 0; from < toEmbed.length; from += BATCH_TEXTS) {
        const batch = toEmbed.slice(from, from + BATCH_TEXTS);
        const made = await embedder.embed(
          batch.map(([, text]) => text),
          signal,
        );
        const entries = batch.flatMap(([key], at) => {
          const vector = made[at];
          return vector ? [{ key, vector }] : [];
        });
        kept.put(entries);
        for (const { key, vector } of entries) vectors.set(key, vector);
        onProgress?.(from + batch.length, toEmbed.length);
      }
      return keys.flatMap((key) => vectors.get(key) ?? []);
    },
    async close() {
      kept.close();
      await embedder.close();
    },
  };
}
