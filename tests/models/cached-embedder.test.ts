import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCachedEmbedder } from "../../src/models/cached-embedder.ts";
import type { Embedder } from "../../src/models/embedder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vectors-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the cached embedder", () => {
  test("embeds nothing the second time, in another process's life", async () => {
    const file = join(folder, "data", "vectors.sqlite");
    const first = createCachedEmbedder({ embedder: createCountingEmbedder(), file });
    const made = await first.embed(["one", "three", "five"]);
    await first.close();

    const embedder = createCountingEmbedder();
    const second = createCachedEmbedder({ embedder, file });
    expect(await second.embed(["five", "one", "three"])).toEqual([made[2], made[0], made[1]]);
    expect(embedder.embedded).toEqual([]);
    await second.close();
  });

  test("embeds a text that comes twice once", async () => {
    const embedder = createCountingEmbedder();
    const cached = createCachedEmbedder({ embedder, file: join(folder, "v") });
    expect(await cached.embed(["a", "bb", "a"])).toEqual([vectorOf("a"), vectorOf("bb"), vectorOf("a")]);
    expect(embedder.embedded).toEqual(["a", "bb"]);
    await cached.close();
  });

  test("keeps the vectors of two embedders apart", async () => {
    const file = join(folder, "v");
    const one = createCachedEmbedder({ embedder: createCountingEmbedder({ fingerprint: "one" }), file });
    await one.embed(["a"]);
    await one.close();

    const embedder = createCountingEmbedder({ fingerprint: "two" });
    const two = createCachedEmbedder({ embedder, file });
    await two.embed(["a"]);
    expect(two.fingerprint).toBe("two");
    expect(embedder.embedded).toEqual(["a"]);
    await two.close();
  });

  test("keeps what was made before a failure", async () => {
    const file = join(folder, "v");
    const texts = Array.from({ length: 70 }, (_, index) => `text ${index}`);
    const failing = createCachedEmbedder({ embedder: createCountingEmbedder({ failAt: "text 64" }), file });
    await expect(failing.embed(texts)).rejects.toThrow("failed at text 64");
    await failing.close();

    const embedder = createCountingEmbedder();
    const progress: [number, number][] = [];
    const onProgress = (done: number, total: number) => progress.push([done, total]);
    const again = createCachedEmbedder({ embedder, file, onProgress });
    await again.embed(texts);
    expect(embedder.embedded).toEqual(texts.slice(64));
    expect(progress).toEqual([[6, 6]]);
    await again.close();
  });

  test("hands the signal on", async () => {
    const cached = createCachedEmbedder({ embedder: createCountingEmbedder(), file: join(folder, "v") });
    const signal = AbortSignal.abort(new Error("no longer wanted"));
    await expect(cached.embed(["a"], signal)).rejects.toThrow("no longer wanted");
    await cached.close();
  });

  test("sets a damaged file aside and begins anew", async () => {
    const file = join(folder, "v");
    await writeFile(file, "this is no database ".repeat(500));
    const embedder = createCountingEmbedder();
    const cached = createCachedEmbedder({ embedder, file });
    expect(await cached.embed(["a"])).toEqual([vectorOf("a")]);
    await cached.close();
    expect(await readdir(folder)).toEqual(["v", "v.damaged"]);
  });

  test("lets two processes share one file", async () => {
    const file = join(folder, "v");
    const one = createCachedEmbedder({ embedder: createCountingEmbedder(), file });
    const embedder = createCountingEmbedder();
    const two = createCachedEmbedder({ embedder, file });
    await one.embed(["a"]);
    await two.embed(["a", "b"]);
    expect(embedder.embedded).toEqual(["b"]);
    await one.close();
    await two.close();
  });
});

function vectorOf(text: string): Float32Array {
  return Float32Array.of(text.length, 0.5, -1);
}

function createCountingEmbedder({ fingerprint = "counting", failAt = "" } = {}): Embedder & {
  readonly embedded: string[];
} {
  const embedded: string[] = [];
  return {
    fingerprint,
    weight: 0.2,
    embedded,
    async embed(texts, signal) {
      signal?.throwIfAborted();
      if (texts.includes(failAt)) throw new Error(`failed at ${failAt}`);
      embedded.push(...texts);
      return texts.map(vectorOf);
    },
    async close() {},
  };
}
