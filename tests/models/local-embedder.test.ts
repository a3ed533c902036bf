import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { createLocalEmbedder } from "../../src/models/local-embedder.ts";

const embedder = createLocalEmbedder();
afterAll(() => embedder.close());

describe("the local embedder", () => {
  test("puts texts of the same meaning nearer than others", async () => {
    const [question, same, other] = await embedder.embed([
      "What did the minister say about the nuclear talks?",
      "The diplomat commented on the negotiations over the atomic programme.",
      "The home side scored twice in the second half.",
    ]);
    expect(cosine(question, same)).toBeGreaterThan(cosine(question, other) + 0.1);
  });

  test("makes vectors of unit length and 512 dimensions, of any text", async () => {
    const texts = ["Vienna", "", " ", "\n", "😀", "日本語のニュース", "a".repeat(50_000), "\ud800"];
    const vectors = await embedder.embed(texts);
    expect(vectors.map((vector) => vector.length)).toEqual(texts.map(() => 512));
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  test("keeps the order of the texts, whatever their lengths", async () => {
    const texts = ["a longer text about the weather in spring", "sport", "talks in Geneva", "x"];
    const together = await embedder.embed(texts);
    const apart = await Promise.all(texts.map(async (text) => (await embedder.embed([text])).at(0)));
    texts.forEach((_, index) => {
      expect(cosine(together[index], apart[index])).toBeCloseTo(1, 5);
    });
  });

  test("answers a question before a long list that was asked for first", async () => {
    const finished: string[] = [];
    const passages = Array.from({ length: 6 }, (_, index) => `${index} ${"passage ".repeat(180)}`);
    await Promise.all([
      embedder.embed(passages).then(() => finished.push("passages")),
      embedder.embed(["a question"]).then(() => finished.push("question")),
    ]);
    expect(finished).toEqual(["question", "passages"]);
  });

  test("makes nothing of nothing", async () => {
    expect(await embedder.embed([])).toEqual([]);
  });

  test("stops between texts when its signal aborts", async () => {
    const reason = new Error("no longer wanted");
    const controller = new AbortController();
    const embedding = embedder.embed(Array(100).fill("passage ".repeat(180)), controller.signal);
    controller.abort(reason);
    await expect(embedding).rejects.toBe(reason);
  });
});

describe("a local embedder whose thread dies", () => {
  test("rejects, naming why", async () => {
    const dying = createLocalEmbedder({ worker: workerOf("process.exit(1)") });
    await expect(dying.embed(["a"])).rejects.toThrow("the local embedding model failed");
    await dying.close();
  });

  test("rejects when the thread dies in the middle of a batch", async () => {
    const dying = createLocalEmbedder({
      worker: workerOf(`
        import { parentPort } from "node:worker_threads";
        parentPort.on("message", () => { throw new Error("out of memory"); });
      `),
    });
    const error = await dying.embed(["a"]).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ cause: { message: "out of memory" } });
    await dying.close();
  });

  test("passes on what its thread says can be done", async () => {
    const unsupported = createLocalEmbedder({
      worker: workerOf(`
        import { parentPort } from "node:worker_threads";
        const error = new Error("no binary for this platform: set EMBEDDINGS=none");
        parentPort.on("message", ({ id }) => parentPort.postMessage({ id, error }));
      `),
    });
    await expect(unsupported.embed(["a"])).rejects.toThrow("set EMBEDDINGS=none");
    await unsupported.close();
  });

  test("starts a new thread for the next request", async () => {
    const recovering = createLocalEmbedder({
      worker: workerOf(`
        import { parentPort } from "node:worker_threads";
        parentPort.on("message", ({ id, args: [text] }) => {
          if (text === "poison") process.exit(1);
          parentPort.postMessage({ id, value: Float32Array.of(1, 0) });
        });
      `),
    });
    await expect(recovering.embed(["poison"])).rejects.toThrow();
    expect(await recovering.embed(["a"])).toEqual([Float32Array.of(1, 0)]);
    await recovering.close();
  });

  test("rejects when the thread returns no vector", async () => {
    const short = createLocalEmbedder({
      worker: workerOf(`
        import { parentPort } from "node:worker_threads";
        parentPort.on("message", ({ id }) => parentPort.postMessage({ id, value: [] }));
      `),
    });
    await expect(short.embed(["a"])).rejects.toThrow("the local embedding model failed");
    await short.close();
  });
});

describe("a local embedder that ends while it embeds", () => {
  test.each(["close", "exit"])("takes nothing down with it: %s", async (how) => {
    const script = fileURLToPath(new URL("../support/ending-embedder-child.ts", import.meta.url));
    // Rejects when the process ends with anything but 0.
    const { stderr } = await promisify(execFile)(process.execPath, [script, how]);
    expect(stderr).toBe("");
  });

  test("rejects what was asked of it", async () => {
    const embedder = createLocalEmbedder();
    const embedding = embedder.embed(Array(50).fill("passage ".repeat(180)));
    embedding.catch(() => {});
    await embedder.embed(["a question"]);
    await embedder.close();
    await expect(embedding).rejects.toThrow();
  });
});

test("a closed local embedder embeds nothing more", async () => {
  const closed = createLocalEmbedder();
  await closed.close();
  await expect(closed.embed(["a"])).rejects.toThrow("closed");
});

function workerOf(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return a && b ? a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) : Number.NaN;
}
