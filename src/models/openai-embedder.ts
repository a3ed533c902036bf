import type OpenAI from "openai";
import { z } from "zod";
import type { Embedder } from "./embedder.ts";
import { createOpenAiClient, OPENAI_BASE_URL, type OpenAiOptions, redactError } from "./openai-client.ts";

/** OpenAI takes 2048 texts at once, many servers at home only some hundreds; 128 passages are some 30,000 tokens. */
const MAX_BATCH_TEXTS = 128;

/** One batch with all its tries, and with reading the reply, which the library does not limit. */
const BATCH_TIMEOUT_MS = 60_000;

/** A reload can wait this long when the server is busy and says so. */
const MAX_WAIT_MS = 20_000;

/** An endpoint's models embed better than the local one, and none is measured here: they get a little more. */
const WEIGHT = 0.2;

export interface OpenAiEmbedderOptions {
  readonly endpoint: OpenAiOptions;
  readonly model: string;
  /** Shorter vectors, where the model can make them. */
  readonly dimensions?: number | undefined;
  readonly batchTimeoutMs?: number;
}

/** Any OpenAI-compatible embeddings endpoint. What it returns is checked and brought to unit length. */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const client = createOpenAiClient(options.endpoint, MAX_WAIT_MS);
  return {
    fingerprint: fingerprintOf(options),
    weight: WEIGHT,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += MAX_BATCH_TEXTS) {
        signal?.throwIfAborted();
        const batch = texts.slice(from, from + MAX_BATCH_TEXTS);
        try {
          vectors.push(...(await embedBatch({ client, options, batch, signal })));
        } catch (error) {
          signal?.throwIfAborted();
          const cause = redactError(error, options.endpoint);
          throw new Error(`the embedding model ${options.model} failed`, { cause });
        }
      }
      if (new Set(vectors.map((vector) => vector.length)).size > 1) {
        throw new Error(`the embedding model ${options.model} returned vectors of different lengths`);
      }
      return vectors;
    },
    async close() {},
  };
}

interface BatchRequest {
  readonly client: OpenAI;
  readonly options: OpenAiEmbedderOptions;
  readonly batch: readonly string[];
  readonly signal: AbortSignal | undefined;
}

async function embedBatch({ client, options, batch, signal }: BatchRequest): Promise<Float32Array[]> {
  const { model, dimensions, batchTimeoutMs = BATCH_TIMEOUT_MS } = options;
  const timeout = AbortSignal.timeout(batchTimeoutMs);
  try {
    const response = await client.embeddings.create(
      {
        model,
        // OpenAI refuses an empty text.
        input: batch.map((text) => text || " "),
        encoding_format: "float",
        ...(dimensions === undefined ? {} : { dimensions }),
      },
      { signal: signal ? AbortSignal.any([signal, timeout]) : timeout },
    );
    return parseVectors(response, batch.length);
  } catch (error) {
    if (timeout.aborted) throw new Error(`no reply within ${batchTimeoutMs} ms`, { cause: error });
    throw error;
  }
}

const embeddingSchema = z.object({ embedding: z.array(z.number()).min(1), index: z.int().optional() });

function parseVectors(response: unknown, count: number): Float32Array[] {
  const { data } = z.object({ data: z.array(embeddingSchema).length(count) }).parse(response);
  const byIndex = new Map(data.map(({ embedding, index }, position) => [index ?? position, embedding]));
  return Array.from({ length: count }, (_, index) => {
    const embedding = byIndex.get(index);
    if (!embedding) throw new Error(`no vector came back for text ${index}`);
    return toUnitLength(embedding);
  });
}

function toUnitLength(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (length === 0 || !Number.isFinite(length)) throw new Error("a vector without a direction came back");
  return Float32Array.from(values, (value) => value / length);
}

function fingerprintOf({ endpoint, model, dimensions }: OpenAiEmbedderOptions): string {
  const { baseURL = OPENAI_BASE_URL } = endpoint;
  const host = baseURL === OPENAI_BASE_URL ? "" : `@${new URL(baseURL).host}`;
  return `openai:${model}:${dimensions ?? "full"}${host}`;
}
