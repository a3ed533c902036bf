import { createWorkerClient, type WorkerClient } from "../worker-client.ts";
import type { Embedder } from "./embedder.ts";
import { createNativeGuard, endGuarded } from "./native-guard.ts";

/** The model reads the first 128 word pieces of a text, about 75 words: far less than this in any language. */
const MAX_TEXT_CHARS = 1500;

/**
 * The model reads 75 words of a passage: it breaks ties and finds what no word finds. A quarter of MultiHop-RAG's
 * development half (328 questions), any of the evidence at 0, .03, .06, .1 and .2: .976, .979, .982, .979, .976; mean
 * reciprocal rank: .767, .763, .766, .762, .752.
 */
const WEIGHT = 0.03;

const DEFAULT_WORKER = new URL("./local-embedder-worker.ts", import.meta.url);

/** Nothing here lives long: 4 MB of new objects instead of 16 make the thread 24 MB smaller, and no slower. */
const LIMITS = { resourceLimits: { maxYoungGenerationSizeMb: 4 } };

export interface LocalEmbedderOptions {
  /** The script of the thread that runs the model. */
  readonly worker?: URL;
}

/**
 * The Universal Sentence Encoder (lite, 512 dimensions) in a worker thread: no key, no network. The thread starts
 * with the first text. Requests take turns text by text, so that a question does not wait for a whole reload.
 */
export function createLocalEmbedder({ worker = DEFAULT_WORKER }: LocalEmbedderOptions = {}): Embedder {
  let client: ReturnType<typeof startThread> | undefined;
  let isClosed = false;

  async function embedText(text: string): Promise<Float32Array> {
    if (isClosed) throw new Error("the local embedder is closed");
    client ??= startThread(worker);
    const used = client;
    try {
      const vector = await used.call("embed", text.slice(0, MAX_TEXT_CHARS));
      if (!(vector instanceof Float32Array)) throw new Error("it returned no vector");
      return vector;
    } catch (cause) {
      // A thread that failed once is not asked again: the next text starts a new one.
      if (client === used) client = undefined;
      await used.close();
      const reason = cause instanceof Error ? `: ${cause.message}` : "";
      throw new Error(`the local embedding model failed${reason}`, { cause });
    }
  }

  return {
    fingerprint: "use-lite-512",
    weight: WEIGHT,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        signal?.throwIfAborted();
        vectors.push(await embedText(text));
      }
      signal?.throwIfAborted();
      return vectors;
    },
    async close() {
      isClosed = true;
      await client?.close();
    },
  };
}

/** Ends at the end of a text, also when the process ends. */
function startThread(script: URL): Pick<WorkerClient, "call" | "close"> {
  const guard = createNativeGuard();
  const client = createWorkerClient(script, guard, LIMITS);
  const end = () => endGuarded(guard);
  process.on("exit", end);
  return {
    call: client.call,
    async close() {
      end();
      process.off("exit", end);
      await client.terminate();
    },
  };
}
