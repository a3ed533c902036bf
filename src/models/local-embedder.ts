import { z } from "zod";
import { createWorkerClient, type WorkerClient } from "../worker-client.ts";
import type { Embedder } from "./embedder.ts";

/**
 * The padded size of one batch: two passages, or a dozen short texts. Measured: for passages a batch of 2 is as
 * fast as one of 4 or 8 (9 a second) and 100 MB smaller, and holds a waiting question up for 0.2 s at most.
 */
const MAX_BATCH_CHARS = 3000;

/** The model reads the first 128 word pieces of a text, about 75 words: far less than this in any language. */
const MAX_TEXT_CHARS = 1500;

/**
 * The model reads 75 words of a passage: it breaks ties and finds what no word finds. A quarter of MultiHop-RAG's
 * development half (328 questions), any of the evidence at 0, .03, .06, .1 and .2: .976, .979, .982, .979, .976; mean
 * reciprocal rank: .767, .763, .766, .762, .752.
 */
const WEIGHT = 0.03;

const DEFAULT_WORKER = new URL("./local-embedder-worker.ts", import.meta.url);

const vectorsSchema = z.array(z.instanceof(Float32Array));

export interface LocalEmbedderOptions {
  /** The script of the thread that runs the model. */
  readonly worker?: URL;
}

/**
 * The Universal Sentence Encoder (lite, 512 dimensions) in a worker thread: no key, no network. The thread starts
 * with the first text. Requests take turns batch by batch, so that a question does not wait for a whole reload.
 */
export function createLocalEmbedder({ worker = DEFAULT_WORKER }: LocalEmbedderOptions = {}): Embedder {
  let client: WorkerClient | undefined;
  let isClosed = false;

  async function embedBatch(texts: readonly string[]): Promise<Float32Array[]> {
    if (isClosed) throw new Error("the local embedder is closed");
    client ??= createWorkerClient(worker, undefined);
    const used = client;
    try {
      return vectorsSchema.length(texts.length).parse(await used.call("embed", texts));
    } catch (cause) {
      // A thread that failed once is not asked again: the next batch starts a new one.
      if (client === used) client = undefined;
      await used.close();
      throw new Error("the local embedding model failed", { cause });
    }
  }

  return {
    fingerprint: "use-lite-512",
    weight: WEIGHT,
    async embed(texts, signal) {
      const vectors = new Map<number, Float32Array>();
      for (const batch of planBatches(texts)) {
        signal?.throwIfAborted();
        const made = await embedBatch(batch.map(({ text }) => text));
        made.forEach((vector, at) => {
          const index = batch[at]?.index;
          if (index !== undefined) vectors.set(index, vector);
        });
      }
      signal?.throwIfAborted();
      return texts.flatMap((_, index) => vectors.get(index) ?? []);
    },
    async close() {
      isClosed = true;
      await client?.close();
    },
  };
}

interface IndexedText {
  readonly index: number;
  readonly text: string;
}

/** Texts of like length together, since a batch costs as much as its longest text times their number. */
function planBatches(texts: readonly string[]): IndexedText[][] {
  const byLength = texts
    .map((text, index) => ({ index, text: text.slice(0, MAX_TEXT_CHARS) }))
    .sort((a, b) => a.text.length - b.text.length);
  const batches: IndexedText[][] = [];
  for (const next of byLength) {
    const batch = batches.at(-1);
    if (batch && (batch.length + 1) * next.text.length <= MAX_BATCH_CHARS) batch.push(next);
    else batches.push([next]);
  }
  return batches;
}
