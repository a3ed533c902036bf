import { describe, expect, test } from "vitest";
import { createOpenAiEmbedder } from "../../src/models/openai-embedder.ts";
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
    ["one vector twice", sendJson({ data: [0, 0].map((index) => ({ index, embedding: [1, 0] })) })],
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

  test("names model, dimensions and host in its fingerprint", () => {
    const at = (baseURL?: string, dimensions?: number) =>
      createOpenAiEmbedder({ endpoint: { baseURL, apiKey: KEY }, model: "m", dimensions }).fingerprint;
    expect(at()).toBe("openai:m:full");
    expect(at(undefined, 256)).toBe("openai:m:256");
    expect(at("http://localhost:8080/v1")).toBe("openai:m:full@localhost:8080");
  });
});

function sendJson(value: object): Behaviour {
  return sendRaw(JSON.stringify(value), { headers: { "content-type": "application/json" } });
}

function embedderAt(server: OpenAiServer, options: { dimensions?: number; batchTimeoutMs?: number } = {}) {
  return createOpenAiEmbedder({
    endpoint: { baseURL: server.baseURL, apiKey: KEY },
    model: "test-model",
    ...options,
  });
}
