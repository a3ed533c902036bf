import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ChatError, type ChatRequest } from "../../src/models/chat.ts";
import { createOpenAiChat } from "../../src/models/openai-chat.ts";
import {
  failWith,
  hangUp,
  neverAnswer,
  refuseWith,
  replyWith,
  sendRaw,
} from "../support/openai-behaviours.ts";
import { type Behaviour, createOpenAiServer } from "../support/openai-server.ts";

const KEY = "sk-a-key-that-nobody-may-see";
const SHORT_LIMITS = { tryMs: 50, openMs: 100, stallMs: 50 };
const LONG_LIMITS = { tryMs: 30_000, openMs: 30_000, stallMs: 30_000 };
const REQUEST: ChatRequest = {
  system: "Answer.",
  messages: [{ role: "user", content: "What did Oman say?" }],
  schema: z.object({ text: z.string() }),
  schemaName: "answer",
};

const FAILURES: readonly (readonly [string, Behaviour, string])[] = [
  ["refuses", refuseWith("I can't help with that."), "the model refused"],
  [
    "runs into its length limit before it says anything",
    replyWith("", { finishReason: "length" }),
    "the model's reply was cut off at its token limit",
  ],
  ["ends without a finish or a word", replyWith("", { finishReason: null }), "the model's reply was cut off"],
  [
    "loses its connection before it says anything",
    replyWith("", { ending: "cut-off" }),
    "the model's reply was cut off",
  ],
  [
    "is stopped by a filter",
    replyWith("abc", { finishReason: "content_filter" }),
    "the model's reply was stopped by a filter",
  ],
  ["says nothing", replyWith(""), "the model's reply was empty"],
  ["says nothing but white space", replyWith(" \n "), "the model's reply was empty"],
  ["sends garbage", sendRaw(Uint8Array.of(0, 255, 254, 10, 13, 128)), "the model's reply could not be read"],
  ["sends broken JSON", sendRaw('data: {"choices": [\n\n'), "the model's reply could not be read"],
  ["sends no chunks", sendRaw('data: {"choices": "none"}\n\n'), "the model's reply could not be read"],
  [
    "sends a web page",
    sendRaw("<!doctype html>\n<p>Welcome</p>\n", { headers: { "content-type": "text/html" } }),
    "the model's reply could not be read",
  ],
  [
    "sends an error in its stream",
    sendRaw('data: {"error": {"message": "overloaded"}}\n\n'),
    "the model failed in the middle of its reply",
  ],
  ["rejects the key", failWith(401), "the model's key was refused (401)"],
  ["forbids", failWith(403), "the model's key was refused (403)"],
  ["is not there", failWith(404), "the model was not found (404)"],
  ["stays busy", failWith(429), "the model is busy (429)"],
  ["has no budget left", failWith(429, { code: "insufficient_quota" }), "the model's budget is spent (429)"],
  ["breaks", failWith(500), "the model's server failed (500)"],
  [
    "is down",
    sendRaw("<html>Bad gateway</html>", { status: 503, headers: { "retry-after-ms": "1" } }),
    "the model's server failed (503)",
  ],
];

describe("a model that fails gives one plain reason, when it", () => {
  test.for(FAILURES)("%s", async ([, behaviour, reason]) => {
    const { error } = await failAt(behaviour, LONG_LIMITS);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ message: reason });
  });

  test.concurrent("hangs up on every try", async () => {
    const { error, tries } = await failAt(hangUp, { ...LONG_LIMITS, openMs: 5000 });
    expect(error).toMatchObject({ message: "the model could not be reached" });
    expect(tries).toBe(3);
  });

  test.concurrent("is not listening", async () => {
    const server = await createOpenAiServer({});
    await server.close();
    const error = await failureOf(server.baseURL, LONG_LIMITS);
    expect(error).toMatchObject({ message: "the model could not be reached" });
  });

  test("never answers", async () => {
    const { error, closedEarly } = await failAt(neverAnswer, SHORT_LIMITS);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ message: "the model did not answer in time" });
    expect(closedEarly).toBe(true);
  });

  test("stops before its first word and keeps the line open", async () => {
    const { error, closedEarly } = await failAt(replyWith("", { ending: "stall" }), SHORT_LIMITS);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ message: "the model did not answer in time" });
    expect(closedEarly).toBe(true);
  });

  test("asks for a wait that no reader has the patience for", async () => {
    const busy = failWith(429, {}, { "retry-after": "30", "retry-after-ms": "" });
    const { error, tries } = await failAt(busy, LONG_LIMITS);
    expect(error).toMatchObject({ message: "the model is busy (429)" });
    expect(tries).toBe(1);
  });
});

test("a key that the server echoes stays out of the error and its cause", async () => {
  const { error } = await failAt(failWith(401, { message: `Incorrect API key: ${KEY}` }), LONG_LIMITS);
  const seen = error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : "";
  expect(seen).toContain("Incorrect API key: [key]");
  expect(seen).not.toContain(KEY);
});

async function failAt(chat: Behaviour, limits: typeof LONG_LIMITS) {
  await using server = await createOpenAiServer({ chat });
  const error = await failureOf(server.baseURL, limits);
  return { error, tries: server.requests.length, closedEarly: await server.requests[0]?.closedEarly };
}

async function failureOf(baseURL: string, limits: typeof LONG_LIMITS): Promise<unknown> {
  const chat = createOpenAiChat({ endpoint: { baseURL, apiKey: KEY }, model: "test-model", limits });
  try {
    for await (const _ of chat.stream(REQUEST, new AbortController().signal));
    return "the reply came whole";
  } catch (error) {
    return error;
  }
}
