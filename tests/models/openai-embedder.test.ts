import { describe, expect, test } from "vitest";
import { createOpenAiEmbedder, type OpenAiEmbedderOptions } from "../../src/models/openai-embedder.ts";
import { embedWith, failWith, inOrder, neverAnswer, sendRaw } from "../support/openai-behaviours.ts";
import { type Behaviour, createOpenAiServer, type OpenAiServer } from "../support/openai-server.ts";

const KEY = "sk-a-key-that-nobody-may-see";
const byLength = embedWith((text) => [3 * text.length, 4]);

describe("the OpenAI-compatible embedder", () => {
  test("returns unit vectors in the order of the texts, whatever order the server has", async () => {
    await using server = await createOpenAiServer({ embeddings: byLength });
    const [one, none] = await embedderAt(server).embed(["a", "  "]);
    expect(Array.from(one ?? [])).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect(Math.hypot(...(none ?? []))).toBeCloseTo(1, 6);
  });

  test("sends the model, the key, plain numbers and the wished dimensions, and no empty text", async () => {
    await using server = await createOpenAiServer({ embeddings: byLength });
    await embedderAt(server, { dimensions: 2 }).embed(["talks", ""]);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(server.requests[0]?.body).toEqual({
      model: "test-model",
      input: ["talks", " "],
      messages: [],
      encoding_format: "float",
      dimensions: 2,
    });
  });

  test("sends at most 128 texts at once", async () => {
    await using server = await createOpenAiServer({ embeddings: byLength });
    const vectors = await embedderAt(server).embed(
      Array.from({ length: 300 }, (_, index) => `text ${index}`),
    );
    expect(vectors).toHaveLength(300);
    expect(server.requests.map(({ body }) => body.input.length)).toEqual([128, 128, 44]);
  });

  test("tries again when the server is busy", async () => {
    await using server = await createOpenAiServer({
      embeddings: inOrder(failWith(429), failWith(500), byLength),
    });
    expect(await embedderAt(server).embed(["a"])).toHaveLength(1);
  });

  test("an abort ends the HTTP request", async () => {
    await using server = await createOpenAiServer({ embeddings: neverAnswer });
    const controller = new AbortController();
    const reason = new Error("no longer wanted");
    void server.received(1).then(() => controller.abort(reason));
    await expect(embedderAt(server).embed(["a"], controller.signal)).rejects.toBe(reason);
    expect(await server.requests[0]?.closedEarly).toBe(true);
  });

  test("rejects when the reply does not come in time, even after its first bytes", async () => {
    const half: Behaviour = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"data": [');
    };
    await using server = await createOpenAiServer({ embeddings: half });
    const error = await embedderAt(server, { batchTimeoutMs: 50 })
      .embed(["a"])
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ cause: { message: "no reply within 50 ms" } });
    expect(await server.requests[0]?.closedEarly).toBe(true);
  });

  test.for([
    ["too few vectors", sendJson({ data: [{ index: 0, embedding: [1, 0] }] })],
    ["a vector of no text", sendJson({ data: [0, 5].map((index) => ({ index, embedding: [1, 0] })) })],
    ["vectors of different lengths", sendJson({ data: [{ embedding: [1] }, { embedding: [1, 0] }] })],
    ["numbers that are none", sendJson({ data: [{ embedding: [1] }, { embedding: [null] }] })],
    ["vectors of zeros", embedWith(() => [0, 0])],
    ["empty vectors", embedWith(() => [])],
    ["a web page", sendRaw("<html></html>", { headers: { "content-type": "text/html" } })],
    ["broken JSON", sendRaw("{", { headers: { "content-type": "application/json" } })],
    ["a refused key", failWith(401, { message: `Incorrect API key: ${KEY}` })],
  ] as const)("rejects %s, naming the model and no key", async ([, embeddings]) => {
    await using server = await createOpenAiServer({ embeddings });
    const error = await embedderAt(server)
      .embed(["a", "b"])
      .catch((cause: unknown) => cause);
    const { message, cause } = error instanceof Error ? error : new Error("nothing was thrown");
    expect(message).toMatch(/^the embedding model test-model (failed|returned)/);
    expect(`${message} ${String(cause)}`).not.toContain(KEY);
  });

  test.each([400, 422, 413])(
    "a server that takes ten texts at once is asked with ten, and remembered (%i)",
    async (status) => {
      const refusal = failWith(status, {
        message: "batch size is invalid, it should not be larger than 10.: input.contents",
      });
      await using server = await createOpenAiServer({ embeddings: upTo(10, refusal) });
      let now = 0;
      const notices: string[] = [];
      const embedder = embedderAt(server, { now: () => now, onNotice: (message) => notices.push(message) });
      expect(await embedder.embed(TEXTS)).toEqual(await vectorsOf(TEXTS));
      expect(sizesOf(server)).toEqual([25, 10, 10, 5]);
      await embedder.embed(TEXTS);
      expect(sizesOf(server).slice(4)).toEqual([10, 10, 5]);
      now = 3_600_000;
      await embedder.embed(TEXTS);
      expect(sizesOf(server).slice(7)).toEqual([25, 10, 10, 5]);
      expect(notices).toEqual(["the embedding server takes fewer than 25 texts at once: asked with 10"]);
    },
  );

  test("a server that names no number gets half as many texts until it takes them", async () => {
    await using server = await createOpenAiServer({
      embeddings: upTo(10, failWith(400, { message: "too many inputs" })),
    });
    expect(await embedderAt(server).embed(TEXTS)).toEqual(await vectorsOf(TEXTS));
    expect(sizesOf(server)).toEqual([25, 12, 6, 6, 6, 6, 1]);
  });

  test.each([
    [400, "This model's maximum context length is 8192 tokens, however you requested 9000 tokens"],
    [413, "Payload too large"],
    [
      500,
      "input (1200 tokens) is too large to process. increase the physical batch size (current batch size: 512)",
    ],
  ])("a text over the context is shortened, and costs no other its vector (%i)", async (status, message) => {
    const long = "x".repeat(5000);
    const texts = [...TEXTS.slice(0, 3), long, ...TEXTS.slice(3)];
    const embeddings: Behaviour = (request, response) => {
      const isLong = request.body.input.some((text) => text.length > 2000);
      return (isLong ? failWith(status, { message }) : byLength)(request, response);
    };
    await using server = await createOpenAiServer({ embeddings });
    const notices: string[] = [];
    const vectors = await embedderAt(server, { onNotice: (notice) => notices.push(notice) }).embed(texts);
    expect(vectors).toEqual(
      await vectorsOf(texts.map((text) => text.slice(0, text === long ? 1250 : undefined))),
    );
    expect(notices).toEqual(["the embedding server can't embed some texts as they are: those are shortened"]);
  });

  test.each([
    ["null", "[null, 4]"],
    ["NaN", "[NaN, -Infinity]"],
    ["zeros", "[0, 0]"],
    ["nothing", "[]"],
  ])(
    "a text for which %s comes back is asked for again, shorter, and costs no other its vector",
    async (_name, none) => {
      const bad = "b".repeat(300);
      const embeddings: Behaviour = ({ body }, response) => {
        const data = body.input.map(
          (text, index) =>
            `{"index": ${index}, "embedding": ${text === bad ? none : `[${3 * text.length}, 4]`}}`,
        );
        response.writeHead(200, { "content-type": "application/json" }).end(`{"data": [${data.join(", ")}]}`);
      };
      await using server = await createOpenAiServer({ embeddings });
      expect(await embedderAt(server).embed(["a", bad, "c"])).toEqual(
        await vectorsOf(["a", "b".repeat(150), "c"]),
      );
    },
  );

  test("a server that refuses every text for its size fails after a few requests", async () => {
    await using server = await createOpenAiServer({
      embeddings: failWith(400, { message: "too many tokens" }),
    });
    await expect(embedderAt(server).embed(TEXTS)).rejects.toThrow("the embedding model test-model failed");
    expect(server.requests.length).toBeLessThan(10);
  });

  test.each([
    ["the same index everywhere", [0, 0, 0], [0, 1, 2]],
    ["no index", [undefined, undefined, undefined], [0, 1, 2]],
    ["indexes from 1", [3, 1, 2], [2, 0, 1]],
  ])("%s is understood", async (_name, indexes, places) => {
    const data = places.map((place, at) => ({ index: indexes[at], embedding: [3 * (place + 1), 4] }));
    await using server = await createOpenAiServer({ embeddings: sendJson({ data }) });
    expect(await embedderAt(server).embed(["a", "bb", "ccc"])).toEqual(await vectorsOf(["a", "bb", "ccc"]));
  });

  test("numbers in base64 are read", async () => {
    const embedding = Buffer.from(Float32Array.of(3, 4).buffer).toString("base64");
    await using server = await createOpenAiServer({
      embeddings: sendJson({ data: [{ index: 0, embedding }] }),
    });
    expect(await embedderAt(server).embed(["a"])).toEqual([Float32Array.of(0.6, 0.8)]);
  });

  test("vectors of other dimensions than those asked for are rejected", async () => {
    await using server = await createOpenAiServer({ embeddings: byLength });
    await expect(embedderAt(server, { dimensions: 3 }).embed(["a"])).rejects.toMatchObject({
      cause: { message: "a vector of 2 numbers came back where 3 were asked for" },
    });
  });

  test("names model, dimensions and host in its fingerprint", () => {
    const at = (baseURL?: string, dimensions?: number) =>
      createOpenAiEmbedder({ endpoint: { baseURL, apiKey: KEY }, model: "m", dimensions }).fingerprint;
    expect(at()).toBe("openai:m:full");
    expect(at(undefined, 256)).toBe("openai:m:256");
    expect(at("http://localhost:8080/v1")).toBe("openai:m:full@localhost:8080");
  });
});

const TEXTS = Array.from({ length: 25 }, (_, index) => "x".repeat(index + 1));

/** What a server without limits makes of the texts. */
async function vectorsOf(texts: readonly string[]): Promise<Float32Array[]> {
  await using server = await createOpenAiServer({ embeddings: byLength });
  return await embedderAt(server).embed(texts);
}

function upTo(count: number, refuse: Behaviour): Behaviour {
  return (request, response) => (request.body.input.length > count ? refuse : byLength)(request, response);
}

function sizesOf(server: OpenAiServer): number[] {
  return server.requests.map(({ body }) => body.input.length);
}

function sendJson(value: object): Behaviour {
  return sendRaw(JSON.stringify(value), { headers: { "content-type": "application/json" } });
}

function embedderAt(
  server: OpenAiServer,
  options: Partial<Omit<OpenAiEmbedderOptions, "endpoint" | "model">> = {},
) {
  return createOpenAiEmbedder({
    endpoint: { baseURL: server.baseURL, apiKey: KEY },
    model: "test-model",
    ...options,
  });
}
