import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { ChatError, type ChatEvent, type ChatModel, type ChatRequest } from "../../src/models/chat.ts";
import { limitChat } from "../../src/models/limited-chat.ts";

const NEVER = new AbortController().signal;
const LONG_MS = 60_000;
const REQUEST: ChatRequest = {
  system: "12345678",
  messages: [{ role: "user", content: "1234" }],
  schema: z.object({}),
  schemaName: "answer",
};

test("passes everything on, and tells the tokens that the server counted", async () => {
  const events: ChatEvent[] = [
    { kind: "text", text: "{}" },
    { kind: "usage", promptTokens: 5, completionTokens: 2 },
  ];
  const { chat, used } = limited(async function* () {
    yield* events;
  });
  expect(await Array.fromAsync(chat.stream(REQUEST, NEVER))).toEqual(events);
  expect(used).toEqual([{ promptTokens: 5, completionTokens: 2 }]);
});

test("estimates the tokens of a reply that nobody counted, also when it broke off", async () => {
  const { chat, used } = limited(async function* () {
    yield { kind: "text", text: "12345678" };
    throw new ChatError("the model's reply was cut off");
  });
  await expect(Array.fromAsync(chat.stream(REQUEST, NEVER))).rejects.toThrow("cut off");
  expect(used).toEqual([{ promptTokens: 3, completionTokens: 2 }]);
});

test("a model that was not reached has cost nothing", async () => {
  const { chat, used } = limited(() => {
    throw new ChatError("the model could not be reached");
  });
  await expect(Array.fromAsync(chat.stream(REQUEST, NEVER))).rejects.toThrow("not be reached");
  expect(used).toEqual([]);
});

test("a reply that takes too long is a failure of the model's, which has an answer", async () => {
  const { chat } = limited(waitForAbort, 1);
  const failure = await Array.fromAsync(chat.stream(REQUEST, NEVER)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ChatError);
  expect(failure).toMatchObject({ message: "the model did not answer in time" });
});

test("the time is that of all replies together", async () => {
  const { chat } = limited(waitForAbort, 1);
  await Array.fromAsync(chat.stream(REQUEST, NEVER)).catch(() => {});
  await expect(Array.fromAsync(chat.stream(REQUEST, NEVER))).rejects.toThrow("did not answer in time");
});

test("whoever asked leaves with their own reason", async () => {
  const { chat } = limited(waitForAbort);
  const leaver = new AbortController();
  const reading = Array.fromAsync(chat.stream(REQUEST, leaver.signal));
  leaver.abort(new Error("gone"));
  await expect(reading).rejects.toThrow("gone");
});

async function* waitForAbort(_request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  await setTimeout(LONG_MS, undefined, { signal });
  yield { kind: "text", text: "too late" };
}

function limited(stream: ChatModel["stream"], timeoutMs = LONG_MS) {
  const used: unknown[] = [];
  const chat = limitChat(
    { name: "test-model", stream },
    { timeoutMs, onUsage: (usage) => void used.push(usage) },
  );
  return { chat, used };
}
