import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ChatEvent, ChatRequest } from "../../src/models/chat.ts";
import { createOpenAiChat } from "../../src/models/openai-chat.ts";
import { acceptFormats, failWith, inOrder, neverAnswer, replyWith } from "../support/openai-behaviours.ts";
import { createOpenAiServer, type OpenAiServer } from "../support/openai-server.ts";

const KEY = "sk-a-key-that-nobody-may-see";
const REPLY = { statements: [{ text: "Oman's minister reported “progress” 🕊️." }] };
const REQUEST: ChatRequest = {
  system: "Answer from the passages.",
  messages: [{ role: "user", content: "What did Oman say?" }],
  schema: z.object({ statements: z.array(z.object({ text: z.string() })) }),
  schemaName: "answer",
};

describe("the chat model", () => {
  test("streams the text as it comes, and then the tokens used", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY) });
    const events = await collect(chatAt(server).stream(REQUEST, new AbortController().signal));
    expect(events.length).toBeGreaterThan(5);
    expect(textOf(events)).toBe(JSON.stringify(REPLY));
    expect(events.at(-1)).toEqual({ kind: "usage", promptTokens: 11, completionTokens: 7 });
  });

  test.each([
    [{ prompt_tokens_details: { cached_tokens: 8, audio_tokens: 0 } }, { cachedTokens: 8 }],
    [{ prompt_tokens_details: { cached_tokens: null } }, {}],
    [{ prompt_tokens_details: null }, {}],
  ])("tells what the server had read before, where it says so: %j", async (details, told) => {
    const usage = { prompt_tokens: 11, completion_tokens: 7, ...details };
    await using server = await createOpenAiServer({ chat: replyWith(REPLY, { usage }) });
    const events = await collect(chatAt(server).stream(REQUEST, new AbortController().signal));
    expect(events.at(-1)).toEqual({ kind: "usage", promptTokens: 11, completionTokens: 7, ...told });
  });

  test("asks for the shape as a strict JSON schema, streamed, with the key", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY) });
    await collect(chatAt(server).stream(REQUEST, new AbortController().signal));
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(server.requests[0]?.body).toEqual({
      model: "test-model",
      messages: [
        { role: "system", content: "Answer from the passages." },
        { role: "user", content: "What did Oman say?" },
      ],
      input: [],
      stream: true,
      stream_options: { include_usage: true },
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", strict: true, schema: z.toJSONSchema(REQUEST.schema) },
      },
    });
  });

  test("takes a stream that never names a role", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY, { hasRole: false }) });
    expect(await read(server)).toBe(JSON.stringify(REPLY));
  });

  test("a slow trickle is no stall", async () => {
    const trickle = replyWith("abcdefghijkl", { pauseMs: 100, pieceChars: 1 });
    await using server = await createOpenAiServer({ chat: trickle });
    const chat = chatAt(server, { ...LONG_LIMITS, stallMs: 1000 });
    expect(textOf(await collect(chat.stream(REQUEST, new AbortController().signal)))).toBe("abcdefghijkl");
  });

  test("a slow reader is no stall", async () => {
    await using server = await createOpenAiServer({ chat: replyWith("abc", { pieceChars: 1 }) });
    const chat = chatAt(server, { ...LONG_LIMITS, stallMs: 100 });
    let text = "";
    for await (const event of chat.stream(REQUEST, new AbortController().signal)) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      if (event.kind === "text") text += event.text;
    }
    expect(text).toBe("abc");
  });

  test("tries again when the server is busy for a moment", async () => {
    await using server = await createOpenAiServer({
      chat: inOrder(failWith(429), failWith(503), replyWith(REPLY)),
    });
    expect(await read(server)).toBe(JSON.stringify(REPLY));
    expect(server.requests).toHaveLength(3);
  });

  test("works without a key", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY) });
    const chat = createOpenAiChat({ endpoint: { baseURL: server.baseURL }, model: "test-model" });
    expect(textOf(await collect(chat.stream(REQUEST, new AbortController().signal)))).toBe(
      JSON.stringify(REPLY),
    );
  });
});

describe("a server that can do less", () => {
  test("is asked for any JSON object when it knows no JSON schema, and remembered", async () => {
    await using server = await createOpenAiServer({ chat: acceptFormats(["json_object"], replyWith(REPLY)) });
    const chat = chatAt(server);
    for (const _ of ["first", "second"]) {
      const events = await collect(chat.stream(REQUEST, new AbortController().signal));
      expect(textOf(events)).toBe(JSON.stringify(REPLY));
    }
    expect(formatsOf(server)).toEqual(["json_schema", "json_object", "json_object"]);
    expect(server.requests[1]?.body.messages[0]?.content).toContain('"statements"');
  });

  test("is asked in words when it knows no response format at all", async () => {
    await using server = await createOpenAiServer({ chat: acceptFormats([], replyWith(REPLY)) });
    expect(await read(server)).toBe(JSON.stringify(REPLY));
    expect(formatsOf(server)).toEqual(["json_schema", "json_object", undefined]);
    expect(server.requests[2]?.body.messages[0]?.content).toMatch(
      /^Answer from the passages\.\n\nReply with one JSON/,
    );
  });

  test("is not asked for token counts again once it refused to", async () => {
    const refusal = failWith(422, { message: "unknown field", param: "stream_options" });
    await using server = await createOpenAiServer({ chat: inOrder(refusal, replyWith(REPLY)) });
    const chat = chatAt(server);
    for (const _ of ["first", "second"]) {
      const events = await collect(chat.stream(REQUEST, new AbortController().signal));
      expect(events.every(({ kind }) => kind === "text")).toBe(true);
    }
    expect(server.requests.map(({ body }) => body.stream_options)).toEqual([
      { include_usage: true },
      undefined,
      undefined,
    ]);
  });

  test("is not asked again after a 400 about something else", async () => {
    const refusal = failWith(400, { message: "the context is too long" });
    await using server = await createOpenAiServer({ chat: refusal });
    await expect(read(server)).rejects.toThrow("the model's server refused the request (400)");
    expect(server.requests).toHaveLength(1);
  });
});

describe("an abort", () => {
  test("ends the HTTP request at once, in the middle of the stream", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY, { pieces: 2, ending: "stall" }) });
    const controller = new AbortController();
    const reason = new Error("the reader has gone");
    const reading = (async () => {
      for await (const _ of chatAt(server).stream(REQUEST, controller.signal)) controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    expect(await server.requests[0]?.closedEarly).toBe(true);
  });

  test("ends the HTTP request before the first byte", async () => {
    await using server = await createOpenAiServer({ chat: neverAnswer });
    const controller = new AbortController();
    const reason = new Error("the reader has gone");
    const reading = collect(chatAt(server).stream(REQUEST, controller.signal));
    void server.received(1).then(() => controller.abort(reason));
    await expect(reading).rejects.toBe(reason);
    expect(await server.requests[0]?.closedEarly).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  test("before the start sends nothing", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY) });
    const reason = new Error("the reader has gone");
    await expect(collect(chatAt(server).stream(REQUEST, AbortSignal.abort(reason)))).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  test("leaving the loop early ends the HTTP request too", async () => {
    await using server = await createOpenAiServer({ chat: replyWith(REPLY, { pieces: 2, ending: "stall" }) });
    for await (const _ of chatAt(server).stream(REQUEST, new AbortController().signal)) break;
    expect(await server.requests[0]?.closedEarly).toBe(true);
  });
});

const LONG_LIMITS = { tryMs: 30_000, openMs: 30_000, stallMs: 30_000 };

function chatAt(server: OpenAiServer, limits = LONG_LIMITS) {
  return createOpenAiChat({
    endpoint: { baseURL: server.baseURL, apiKey: KEY },
    model: "test-model",
    limits,
  });
}

async function read(server: OpenAiServer): Promise<string> {
  return textOf(await collect(chatAt(server).stream(REQUEST, new AbortController().signal)));
}

async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const collected: ChatEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.kind === "text" ? event.text : "")).join("");
}

function formatsOf(server: OpenAiServer) {
  return server.requests.map(({ body }) => body.response_format?.type);
}
