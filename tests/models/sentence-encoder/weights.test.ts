import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeModel } from "../../../src/models/sentence-encoder/graph.ts";
import { readWeights } from "../../../src/models/sentence-encoder/weights.ts";

const WEIGHTS = [
  { name: "kernel", shape: [2, 3] },
  { name: "bias", shape: [] },
];
const VALUES = Float32Array.of(1, 2, 3, 4, 5, 6, 7);
const BYTES = new Uint8Array(VALUES.buffer);

describe("the weights of a model", () => {
  test("are read from shards that cut through them", async () => {
    const model = await saveModel({ one: BYTES.subarray(0, 10), two: BYTES.subarray(10) });
    const { byName } = await readWeights(model);
    expect([...byName].map(([name, { dims, bytes }]) => [name, dims, ...valuesOf(bytes)])).toEqual([
      ["kernel", [2, 3], 1, 2, 3, 4, 5, 6],
      ["bias", [], 7],
    ]);
  });

  test.each([
    ["cut short", { one: BYTES.subarray(0, 10), two: BYTES.subarray(10, 27) }, "27 bytes instead of 28"],
    ["empty", { one: BYTES.subarray(0, 0), two: BYTES.subarray(10) }, "18 bytes instead of 28"],
    ["missing", { one: BYTES.subarray(0, 10) }, "ENOENT"],
  ])("are refused when a shard is %s", async (_, shards, message) => {
    await expect(readWeights(await saveModel(shards))).rejects.toThrow(message);
  });

  test("are refused when they are another model's", () => {
    const bytes = new Uint8Array(VALUES.buffer);
    expect(() => writeModel(new Map([["kernel", { dims: [2, 3], bytes }]]))).toThrow(
      "the model has no weight",
    );
  });
});

/** A model in a folder of its own; the manifest always names two shards. */
async function saveModel(shards: Record<string, Uint8Array>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "on-record-weights-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(shards)) await writeFile(join(folder, name), bytes);
  const file = join(folder, "model.json");
  await writeFile(file, JSON.stringify({ weightsManifest: [{ paths: ["one", "two"], weights: WEIGHTS }] }));
  return pathToFileURL(file);
}

function valuesOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
