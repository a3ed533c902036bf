import type OpenAI from "openai";
import { APIError } from "openai";
import type { Embedder } from "./embedder.ts";
import { parseVectors } from "./embedding-reply.ts";
import { createOpenAiClient, OPENAI_BASE_URL, type OpenAiOptions, redactError } from "./openai-client.ts";
import { createOnce, createServerMemory } from "./server-memory.ts";

/** OpenAI takes 2048 texts at once, many servers at home only some hundreds; 128 passages are some 30,000 tokens. */
const MAX_BATCH_TEXTS = 128;

/** One batch with all its tries, and with reading the reply, which the library does not limit. */
const BATCH_TIMEOUT_MS = 60_000;

/** A reload can wait this long when the server is busy and says so. */
const MAX_WAIT_MS = 20_000;

/** 4096 numbers of 25 letters, and what stands around them. */
const MAX_BYTES_PER_TEXT = 120_000;

/** Below this a text is given up: a blank one stands for it, so that the others get their vectors. */
const MIN_TEXT_CHARS = 100;

/** An endpoint's models embed better than the local one, and none is measured here: they get a little more. */
const WEIGHT = 0.2;

export interface OpenAiEmbedderOptions {
  readonly endpoint: OpenAiOptions;
  readonly model: string;
  /** Shorter vectors, where the model can make them. */
  readonly dimensions?: number | undefined;
  readonly batchTimeoutMs?: number;
  /** Hears once of each thing that the server can't do. */
  readonly onNotice?: (message: string) => void;
  /** Milliseconds from any moment on. */
  readonly now?: () => number;
}

/**
 * Any OpenAI-compatible embeddings endpoint. What it returns is checked and brought to unit length. A server that takes
 * fewer texts at once gets fewer, for an hour; a text that it can't embed is shortened, and costs no other its vector.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { endpoint, model, onNotice = () => {}, now = () => performance.now() } = options;
  const client = createOpenAiClient(endpoint, {
    maxWaitMs: MAX_WAIT_MS,
    maxBytes: MAX_BATCH_TEXTS * MAX_BYTES_PER_TEXT,
    isLasting: (words) => isAboutSize(words),
  });
  const maxTexts = createServerMemory(MAX_BATCH_TEXTS, now);
  const tell = createOnce(onNotice);
  return {
    fingerprint: fingerprintOf(options),
    weight: WEIGHT,
    async embed(texts, signal) {
      const request: EmbedRequest = { client, options, maxTexts, tell, signal };
      try {
        const vectors = await embedAll(texts, request);
        if (new Set(vectors.map((vector) => vector.length)).size > 1) {
          throw new Error("it returned vectors of different lengths");
        }
        return vectors;
      } catch (error) {
        signal?.throwIfAborted();
        throw new Error(`the embedding model ${model} failed`, { cause: redactError(error, endpoint) });
      }
    },
    async close() {},
  };
}

interface EmbedRequest {
  readonly client: OpenAI;
  readonly options: OpenAiEmbedderOptions;
  readonly maxTexts: { recall(): number; learn(count: number): void };
  readonly tell: (message: string) => void;
  readonly signal: AbortSignal | undefined;
}

async function embedAll(texts: readonly string[], request: EmbedRequest): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  while (vectors.length < texts.length) {
    request.signal?.throwIfAborted();
    const batch = texts.slice(vectors.length, vectors.length + request.maxTexts.recall());
    vectors.push(...(await embedBatch(batch, request)));
  }
  return vectors;
}

/** Divides a batch that the server refuses for its size, down to the one text that is too long. */
async function embedBatch(batch: readonly string[], request: EmbedRequest): Promise<Float32Array[]> {
  try {
    const found = await requestVectors(batch, request);
    const vectors: Float32Array[] = [];
    for (const [index, text] of batch.entries())
      vectors.push(found[index] ?? (await embedShortened(text, request)));
    return vectors;
  } catch (error) {
    const words = findSizeRefusal(error);
    if (words === undefined) throw error;
    const [only = "", ...others] = batch;
    if (others.length === 0) return [await embedShortened(only, request)];
    const count = chooseSmallerBatch(words, batch.length);
    if (isAboutBatch(words)) {
      request.maxTexts.learn(count);
      request.tell(
        `the embedding server takes fewer than ${batch.length} texts at once: asked with ${count}`,
      );
    }
    const vectors = await embedBatch(batch.slice(0, count), request);
    const embedRest = isAboutBatch(words) ? embedAll : embedBatch;
    return [...vectors, ...(await embedRest(batch.slice(count), request))];
  }
}

/** The vector of the longest beginning that the server takes; of a blank text where it takes none. */
async function embedShortened(text: string, request: EmbedRequest): Promise<Float32Array> {
  request.tell("the embedding server can't embed some texts as they are: those are shortened");
  for (let chars = text.length >> 1; chars >= MIN_TEXT_CHARS; chars >>= 1) {
    request.signal?.throwIfAborted();
    try {
      const [vector] = await requestVectors([text.slice(0, chars)], request);
      if (vector) return vector;
    } catch (error) {
      if (findSizeRefusal(error) === undefined) throw error;
    }
  }
  const [blank] = await requestVectors([""], request);
  if (!blank) throw new Error("a vector without a direction came back");
  return blank;
}

/** What was returned for each text; undefined where it is no vector. */
async function requestVectors(
  batch: readonly string[],
  { client, options, signal }: EmbedRequest,
): Promise<(Float32Array | undefined)[]> {
  const { model, dimensions, batchTimeoutMs = BATCH_TIMEOUT_MS } = options;
  const timeout = AbortSignal.timeout(batchTimeoutMs);
  try {
    const response = await client.embeddings
      .create(
        {
          model,
          // OpenAI refuses an empty text.
          input: batch.map((text) => text || " "),
          encoding_format: "float",
          ...(dimensions === undefined ? {} : { dimensions }),
        },
        { signal: signal ? AbortSignal.any([signal, timeout]) : timeout },
      )
      .asResponse();
    return parseVectors(await response.text(), { count: batch.length, dimensions });
  } catch (error) {
    if (timeout.aborted) throw new Error(`no reply within ${batchTimeoutMs} ms`, { cause: error });
    throw error;
  }
}

/** A text that is too long: servers of llama.cpp speak of a batch too, and mean one of tokens. */
const ABOUT_TEXT =
  /token|context|too long|too large to process|input (?:text )?length|characters|maximum length/i;
const ABOUT_BATCH =
  /batch|(?:too many|number of|at most|maximum|up to|larger than|more than).{0,40}(?:texts?|inputs?|items|documents|elements|strings|\d)|(?:input|array).{0,60}(?:at most|exceed|larger|fewer|less)/i;
const SIZE_STATUSES: readonly (number | undefined)[] = [400, 413, 422, 500];

function isAboutBatch(words: string): boolean {
  return ABOUT_BATCH.test(words) && !ABOUT_TEXT.test(words);
}

function isAboutSize(words: string): boolean {
  return ABOUT_BATCH.test(words) || ABOUT_TEXT.test(words);
}

/** What a server said that refused a request for how much it holds. */
function findSizeRefusal(error: unknown): string | undefined {
  if (!(error instanceof APIError) || !SIZE_STATUSES.includes(error.status)) return undefined;
  return error.status === 413 || isAboutSize(error.message) ? error.message : undefined;
}

/** The number that the server names, or else the half. */
function chooseSmallerBatch(words: string, refused: number): number {
  const half = refused >> 1;
  if (!isAboutBatch(words)) return half;
  const named = [...words.matchAll(/\d+/g)].map(Number).findLast((count) => count > 0 && count < refused);
  return named ?? half;
}

function fingerprintOf({ endpoint, model, dimensions }: OpenAiEmbedderOptions): string {
  const { baseURL = OPENAI_BASE_URL } = endpoint;
  const host = baseURL === OPENAI_BASE_URL ? "" : `@${new URL(baseURL).host}`;
  return `openai:${model}:${dimensions ?? "full"}${host}`;
}
