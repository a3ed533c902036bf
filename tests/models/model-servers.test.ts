import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ChatEvent, ChatRequest } from "../../src/models/chat.ts";
import { createOpenAiChat } from "../../src/models/openai-chat.ts";
import { failWith, inOrder, type ReplyOptions, replyWith, sendRaw } from "../support/openai-behaviours.ts";
import { type Behaviour, createOpenAiServer, type RecordedRequest } from "../support/openai-server.ts";

const REPLY = '{"statements": [{"text": "Oman reported progress."}]}';
const REQUEST: ChatRequest = {
  system: "Answer from the passages.",
  messages: [{ role: "user", content: "What did Oman say?" }],
  schema: z.object({ statements: z.array(z.object({ text: z.string() })) }),
  schemaName: "answer",
};
const HOUR_MS = 3_600_000;
const LONG_MS = 30_000;

describe("the model's answer is read from a reply", () => {
  const part = (text: string) => [{ type: "text", text }];
  const replies: readonly (readonly [string, Behaviour])[] = [
    [
      "with thoughts, a draft and an unbalanced bracket",
      replyWith(`<think>[ "so {"statements": []</think>${REPLY}`),
    ],
    [
      "in a fence with words around it",
      replyWith(`Here you are:\n\`\`\`json\n${REPLY}\n\`\`\`\nAnything else?`),
    ],
    [
      "with reasoning beside the content",
      sendChunks({ reasoning_content: '{"statements": [' }, { content: REPLY }),
    ],
    ["with reasoning of another name", sendChunks({ reasoning: "[", content: "" }, { content: REPLY })],
    [
      "whose content is a list of parts",
      sendChunks(
        { content: [{ type: "thinking", thinking: part("[") }] },
        { content: part(REPLY.slice(0, 9)) },
        { content: part(REPLY.slice(9)) },
      ),
    ],
    ["that is not streamed though asked for", sendJson({ choices: [messageOf(REPLY)] })],
    ["that is printed on many lines", sendJson({ choices: [messageOf(part(REPLY))] }, 2)],
    ["with lines that end as on Windows", sendRaw(eventOf(REPLY).replaceAll("\n", "\r\n"))],
    [
      "with a comment before it and no space after the colon",
      sendRaw(`: wait\n\n${eventOf(REPLY).replace(": ", ":")}`),
    ],
    ["whose last event has no empty line behind it", sendRaw(eventOf(REPLY).trimEnd())],
    ["that is whole and ends with length", replyWith(REPLY, { finishReason: "length" })],
    ["that is whole and ends with null", replyWith(REPLY, { finishReason: null })],
    ["that is whole and breaks off", replyWith(REPLY, { ending: "cut-off" })],
  ];

  test.each(replies)("%s", async (_name, behave) => {
    const { text, cutOff, bodies } = await ask(behave);
    expect(text).toBe(REPLY);
    expect(cutOff).toBeUndefined();
    expect(bodies).toHaveLength(1);
  });
});

describe("what came before a bad end is passed on, with the reason", () => {
  const ends: readonly (readonly [string, ReplyOptions, string])[] = [
    ["a token limit", { finishReason: "length" }, "the model's reply was cut off at its token limit"],
    ["no finish", { finishReason: null }, "the model's reply was cut off"],
    ["a lost connection", { ending: "cut-off" }, "the model's reply was cut off"],
    ["a stall", { ending: "stall" }, "the model did not answer in time"],
  ];

  test.each(ends)("%s", async (_name, options, reason) => {
    const { text, cutOff } = await ask(replyWith(REPLY.slice(0, 30), options), {
      stallMs: options.ending === "stall" ? 500 : LONG_MS,
    });
    expect(text).toBe(REPLY.slice(0, 30));
    expect(cutOff).toBe(reason);
  });

  test("a failure that the server tells of in its stream", async () => {
    const failing = sendRaw(`${eventOf(REPLY.slice(0, 30))}data: {"error": {"message": "overloaded"}}\n\n`);
    const { text, cutOff } = await ask(failing);
    expect(text).toBe(REPLY.slice(0, 30));
    expect(cutOff).toBe("the model failed in the middle of its reply");
  });
});

describe("counts that can't be right fail no answer", () => {
  test.each([
    [{}],
    [{ prompt_tokens: null, completion_tokens: 7 }],
    [{ prompt_tokens: -5000, completion_tokens: 7 }],
    [{ prompt_tokens: "11", completion_tokens: 7 }],
    [{ prompt_tokens: 1e30, completion_tokens: 7 }],
    [[1, 2]],
  ])("%j", async (usage) => {
    const { text, usages, notices } = await ask(replyWith(REPLY, { usage }), { times: 2 });
    expect(text).toBe(REPLY + REPLY);
    expect(usages).toEqual([]);
    expect(notices).toEqual(["the model's server miscounts tokens: they are estimated"]);
  });

  test("null and fractions are no reason for a notice", async () => {
    const fractions = await ask(replyWith(REPLY, { usage: { prompt_tokens: 10.5, completion_tokens: 7 } }));
    expect(fractions).toMatchObject({ usages: [{ promptTokens: 11, completionTokens: 7 }], notices: [] });
    const none = await ask(sendJson({ choices: [messageOf(REPLY)], usage: null }));
    expect(none).toMatchObject({ text: REPLY, usages: [], notices: [] });
  });
});

describe("a server that refuses a part of the request is asked again without it, once an hour", () => {
  const isStreamed = (request: RecordedRequest) => request.body.stream === true;
  const hasSystem = ({ body }: RecordedRequest) => body.messages.some(({ role }) => role === "system");
  const formatOf = ({ body }: RecordedRequest) => body.response_format?.type;
  const whole = sendJson({ choices: [messageOf(REPLY)] });
  const streamed = replyWith(REPLY);

  const refusals: readonly (readonly [string, Behaviour, string])[] = [
    ...[400, 500].map(
      (status) =>
        [
          `the schema's grammar, with ${status}`,
          when(
            (request) => formatOf(request) === "json_schema",
            failWith(status, { message: "Failed to parse grammar" }),
            streamed,
          ),
          "the model's server refuses the JSON schema: asked without it, for any JSON object",
        ] as const,
    ),
    ...[400, 500].map(
      (status) =>
        [
          `the system role, with ${status}`,
          when(
            hasSystem,
            failWith(status, { message: "Jinja Exception: System role not supported" }),
            streamed,
          ),
          "the model's server refuses the system role: the rules are sent in the user's message",
        ] as const,
    ),
    [
      "the system role, as the template of Mistral says it",
      when(
        hasSystem,
        failWith(400, { message: "Conversation roles must alternate user/assistant/user/assistant/..." }),
        streamed,
      ),
      "the model's server refuses the system role: the rules are sent in the user's message",
    ],
    [
      "streaming",
      when(isStreamed, failWith(400, { message: "Streaming is not supported for this model" }), whole),
      "the model's server refuses to stream: an answer appears when it is whole",
    ],
    [
      "token counts",
      when(
        ({ body }) => body.stream_options !== undefined,
        failWith(400, { message: "Unknown field stream_options" }),
        streamed,
      ),
      "the model's server refuses to count tokens (stream_options): they are estimated",
    ],
    [
      "the schema, in an event of the stream",
      when(
        (request) => formatOf(request) === "json_schema",
        sendRaw('error: {"error": {"message": "failed to parse grammar"}}\n\n'),
        streamed,
      ),
      "the model's server refuses the JSON schema: asked without it, for any JSON object",
    ],
  ];

  test.each(refusals)("%s", async (_name, behave, notice) => {
    let now = 0;
    const { text, bodies, notices } = await ask(behave, {
      times: 3,
      now: () => now,
      onAnswer: (count) => {
        if (count === 2) now += HOUR_MS;
      },
    });
    expect(text).toBe(REPLY.repeat(3));
    // Refused, answered; answered at once; and refused and answered again when an hour is over.
    expect(bodies).toHaveLength(5);
    expect(notices).toEqual([notice]);
  });

  test("every response format", async () => {
    const behave = when(
      (request) => formatOf(request) !== undefined,
      failWith(500, { message: "response_format is unsupported" }),
      streamed,
    );
    const { text, bodies, notices } = await ask(behave, { times: 2 });
    expect(text).toBe(REPLY + REPLY);
    expect(bodies.map(({ response_format }) => response_format?.type)).toEqual([
      "json_schema",
      "json_object",
      undefined,
      undefined,
    ]);
    expect(notices).toEqual([
      "the model's server refuses the JSON schema and any other response_format: asked in words",
    ]);
  });

  test("all of it, one after the other", async () => {
    const behave = inOrder(
      failWith(400, { message: "stream_options: extra fields not permitted" }),
      failWith(500, { message: "Failed to parse grammar" }),
      failWith(400, { message: "response_format is not supported" }),
      failWith(400, { message: "unexpected role 'system'" }),
      failWith(400, { message: "This model does not support streaming" }),
      whole,
    );
    const { text, bodies } = await ask(behave, { times: 2 });
    expect(text).toBe(REPLY + REPLY);
    expect(bodies).toHaveLength(7);
    const last = bodies[6];
    expect({ stream: last?.stream, format: last?.response_format }).toEqual({ stream: false });
    expect(last?.messages.map(({ role }) => role)).toEqual(["user"]);
    expect(last?.messages[0]?.content).toMatch(
      /^Answer from the passages\.\n\nReply with one JSON[\s\S]*\n\nWhat did Oman say\?$/,
    );
  });
});

interface AskOptions {
  readonly times?: number;
  readonly stallMs?: number;
  readonly now?: () => number;
  /** Hears how many answers have come. */
  readonly onAnswer?: (count: number) => void;
}

async function ask(behave: Behaviour, { times = 1, stallMs = LONG_MS, now, onAnswer }: AskOptions = {}) {
  await using server = await createOpenAiServer({ chat: behave });
  const notices: string[] = [];
  const chat = createOpenAiChat({
    endpoint: { baseURL: server.baseURL },
    model: "test-model",
    limits: { tryMs: LONG_MS, openMs: LONG_MS, stallMs },
    onNotice: (message) => notices.push(message),
    ...(now ? { now } : {}),
  });
  const events: ChatEvent[] = [];
  for (let count = 1; count <= times; count += 1) {
    for await (const event of chat.stream(REQUEST, new AbortController().signal)) events.push(event);
    onAnswer?.(count);
  }
  return {
    text: events.map((event) => (event.kind === "text" ? event.text : "")).join(""),
    usages: events.filter(({ kind }) => kind === "usage"),
    cutOff: events.find((event) => event.kind === "cut-off")?.reason,
    bodies: server.requests.map(({ body }) => body),
    notices,
  };
}

function when(
  holds: (request: RecordedRequest) => boolean,
  then: Behaviour,
  otherwise: Behaviour,
): Behaviour {
  return (request, response) => (holds(request) ? then : otherwise)(request, response);
}

function messageOf(content: unknown): object {
  return { message: { role: "assistant", content }, finish_reason: "stop" };
}

function eventOf(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
}

function sendChunks(...deltas: readonly object[]): Behaviour {
  const chunks = [...deltas.map((delta) => ({ delta })), { delta: {}, finish_reason: "stop" }];
  const events = chunks.map((choice) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`);
  return sendRaw(`${events.join("")}data: [DONE]\n\n`);
}

function sendJson(value: object, spaces = 0): Behaviour {
  return sendRaw(JSON.stringify(value, null, spaces), { headers: { "content-type": "application/json" } });
}
