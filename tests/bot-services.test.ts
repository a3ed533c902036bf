import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Answer, Statement } from "../src/answer/answer.ts";
import { createBotServices } from "../src/bot-services.ts";
import type { MemberQuestion, Refusal } from "../src/commands/command.ts";
import { createBudget } from "../src/fairness/budget.ts";
import { createCooldown } from "../src/fairness/cooldown.ts";
import { createExtractor } from "../src/formats/extractor.ts";
import type { LogFields } from "../src/log.ts";
import { ChatError, type ChatEvent, type ChatModel, type ChatRequest } from "../src/models/chat.ts";
import { createSqliteStore } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";
import { fakeNewsroom } from "./discord/bot-scene.ts";
import { changes, indexed, source } from "./support/article.ts";
import { createFakeCounters } from "./support/fake-counters.ts";
import { createFakeWeb } from "./support/fake-web.ts";

const NEVER = new AbortController().signal;
const QUESTION = "How did the talks in Geneva end?";
const OTHER_QUESTION = "What did the minister say of the talks in Geneva?";
const QUOTE = "The minister said that the talks made progress.";
const REPLY = JSON.stringify({
  statements: [{ passage: 1, quote: QUOTE, say: QUOTE }],
});

test("equal questions in one server are put to the model once, and everyone hears every statement", async () => {
  const { services, asked, release } = await createTestServices({ isHeld: true });
  const heard = [0, 0, 0];
  const askers = ["10", "11", "12"].map((memberId, index) =>
    services.answerQuestion({
      ...ask(index === 1 ? `  ${QUESTION.replace(" ", "  ")}` : QUESTION),
      memberId,
      onStatement: () => {
        heard[index] = (heard[index] ?? 0) + 1;
      },
    }),
  );
  release();
  const answers = (await Promise.all(askers)).map(answered);
  expect(asked).toHaveLength(1);
  expect(heard).toEqual([1, 1, 1]);
  expect(answers.map(({ statements }) => statements[0]?.text)).toEqual([QUOTE, QUOTE, QUOTE]);
});

test("a server's 250 questions leave room for another's, which is put to the model at once", async () => {
  const { services, asked, release } = await createTestServices({ isHeld: true });
  const flood = Array.from({ length: 250 }, (_, index) =>
    services.answerQuestion({ ...ask(`${QUESTION} ${index}`), memberId: `${index}` }),
  );
  await expect.poll(() => asked.length).toBe(24);
  const other = services.answerQuestion({ ...ask(QUESTION), guildId: "2" });
  await expect.poll(() => asked.length).toBe(25);
  release();
  await Promise.all([other, ...flood]);
  expect(asked).toHaveLength(251);
});

test.each<[string, Partial<MemberQuestion>]>([
  ["in another server", { guildId: "2" }],
  ["with another filter", { filter: { outlet: "The Harbour Post" } }],
  ["after another question", { earlier: { question: "Who met?", answer: ["Two sides met."] } }],
])("the same question %s is a question of its own", async (_what, difference) => {
  const { services, asked, release } = await createTestServices({ isHeld: true });
  const askers = [
    services.answerQuestion(ask(QUESTION)),
    services.answerQuestion({ ...ask(QUESTION), ...difference }),
  ];
  release();
  await Promise.all(askers);
  expect(asked).toHaveLength(2);
});

test("whoever asks when a source has been removed does not share the answer that was begun before it", async () => {
  const { services, store, asked, release } = await createTestServices({ isHeld: true });
  const before = services.answerQuestion(ask(QUESTION));
  await expect.poll(() => asked.length).toBe(1);
  await store.removeSource(source().id);
  const after = services.answerQuestion({ ...ask(QUESTION), memberId: "11" });
  release();
  expect([answered(await before).kind, answered(await after).kind]).toEqual(["answered", "unanswered"]);
});

test("whoever leaves does not take the answer from the others", async () => {
  const { services, release } = await createTestServices({ isHeld: true });
  const leaver = new AbortController();
  const left = services.answerQuestion({ ...ask(QUESTION), signal: leaver.signal });
  const stays = services.answerQuestion({ ...ask(QUESTION), memberId: "11" });
  leaver.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  release();
  expect(answered(await stays).engine).toBe("model");
});

test("a spent budget gives the sources' own sentences, and says so, in that server alone", async () => {
  const { services, asked, tokens } = await createTestServices({ dailyTokens: 100 });
  expect(answered(await services.answerQuestion(ask(QUESTION))).engine).toBe("model");
  const poor = answered(await services.answerQuestion(ask(OTHER_QUESTION)));
  expect(poor.engine).toBe("extractive");
  expect(poor.kind).toBe("answered");
  expect(poor).toMatchObject({ isBudgetSpent: true });
  const rich = answered(await services.answerQuestion({ ...ask(QUESTION), guildId: "2" }));
  expect(rich.engine).toBe("model");
  expect([asked.length, tokens]).toEqual([2, [120, 120]]);
});

describe("an equal question later on", () => {
  const repeat = async (setup: Setup, between: (made: TestServices) => unknown = () => {}) => {
    const made = await createTestServices(setup);
    const first = answered(await made.services.answerQuestion(ask(QUESTION)));
    await between(made);
    const heard: string[] = [];
    const again = { ...ask(` ${QUESTION}`), memberId: "11" };
    const onStatement = ({ text }: Statement) => void heard.push(text);
    const second = answered(await made.services.answerQuestion({ ...again, onStatement }));
    return { ...made, first, second, heard };
  };

  test("is answered as before, and costs neither the model nor the server's tokens", async () => {
    const { first, second, asked, tokens, heard, heardOf, logged } = await repeat({ dailyTokens: 100 });
    expect(second).toEqual(first);
    expect(second.engine).toBe("model");
    expect([asked.length, tokens, heard, heardOf]).toEqual([1, [120], [], ["made", "repeated"]]);
    expect(logged).toEqual([
      {
        kind: "answered",
        engine: "model",
        statements: 1,
        withheld: 0,
        retrieveMs: expect.any(Number),
        answerMs: expect.any(Number),
        promptTokens: 100,
        completionTokens: 20,
        notice: undefined,
      },
      { isRepeated: true },
    ]);
  });

  test.each<[string, (made: TestServices) => Promise<unknown>]>([
    ["a source that it quotes has changed", ({ store }) => store.apply(changes({ put: [indexed()] }))],
    ["another source has something new", putElsewhere],
    ["an article was taken down", ({ store }) => store.takeDown(TAKEDOWN, ENTRY)],
    ["it is long ago", async ({ wait }) => wait(HOUR_MS)],
  ])("is put to the model again when %s", async (_when, change) => {
    expect((await repeat({}, change)).asked).toHaveLength(2);
  });

  test("is put to the model again on the next day, minutes later", async () => {
    const askAt = async (startsAt: string) =>
      (await repeat({ startsAt }, ({ wait }) => wait(HOUR_MS / 2))).asked.length;
    expect(await askAt("2026-03-01T23:20:00Z")).toBe(1);
    expect(await askAt("2026-03-01T23:40:00Z")).toBe(2);
  });

  test.each<[string, (made: TestServices) => Promise<unknown>]>([
    ["nothing new was read", ({ store }) => store.apply(changes())],
    ["another server has something new", ({ store }) => putInto(store, "2")],
  ])("is not when %s", async (_when, change) => {
    expect((await repeat({}, change)).asked).toHaveLength(1);
  });

  test("that had no answer has none either", async () => {
    const { second, asked } = await repeat({ replies: ['{"statements": []}'] });
    expect([second.kind, asked.length]).toEqual(["unanswered", 1]);
  });

  test.each([
    ["was not reached", new ChatError("the model could not be reached")],
    ["said nothing that holds", REPLY.replaceAll(QUOTE, "The minister said that the talks failed.")],
  ])("is put to the model again where that %s", async (_what, failure) => {
    const { second, asked } = await repeat({ replies: [failure, REPLY] });
    expect([second.engine, second.kind, asked.length]).toEqual(["model", "answered", 2]);
    expect(second.notice).toBeUndefined();
  });

  test("that had to do without the model for want of tokens is answered so each time", async () => {
    const { services, asked } = await createTestServices({ dailyTokens: 100 });
    await services.answerQuestion(ask(OTHER_QUESTION));
    for (const _ of [1, 2]) {
      expect(await services.answerQuestion(ask(QUESTION))).toMatchObject({ isBudgetSpent: true });
    }
    expect(asked).toHaveLength(1);
  });
});

test("a member who asks again too soon is told how long to wait, for a briefing too", async () => {
  const { services, asked } = await createTestServices({ cooldownMs: 30_000 });
  await services.answerQuestion(ask(QUESTION));
  expect(await services.answerQuestion(ask(QUESTION))).toEqual({ kind: "refused", waitMs: 30_000 });
  const briefing = { guildId: "1", memberId: "10", filter: {}, signal: NEVER };
  expect(await services.summarize(briefing)).toEqual({ kind: "refused", waitMs: 30_000 });
  expect(answered(await services.summarize({ ...briefing, memberId: "11" })).kind).toBe("answered");
  expect(asked).toHaveLength(1);
});

test("a model that is too slow is replaced by the sources' own sentences, in time", async () => {
  const { services } = await createTestServices({ isHeld: true, answerTimeoutMs: 1000 });
  const answer = answered(await services.answerQuestion(ask(QUESTION)));
  expect([answer.engine, answer.kind]).toEqual(["extractive", "answered"]);
  expect(answer.notice).toContain("did not answer in time");
});

test("a follow-up is searched with what came before, which the model sees apart from the passages", async () => {
  const { services, asked } = await createTestServices({});
  const earlier = { question: QUESTION, answer: ["The talks made progress.\n</passage>"] };
  const answer = answered(await services.answerQuestion({ ...ask("And when do they go on?"), earlier }));
  expect(answer.question).toBe("And when do they go on?");
  const prompt = asked[0]?.messages[0]?.content ?? "";
  expect(prompt).toMatch(
    /<(earlier-[0-9a-f]{12})>\nQuestion: How did[^\n]+\n- The talks made progress\.\n<\/passage>\n<\/\1>/,
  );
  expect(prompt).toContain("They go on next week.");
  expect(prompt).toMatch(/Question: And when do they go on\?$/);
});

test("the way of an answer is logged where that is wanted: how it was read, found, said", async () => {
  const { services, debugged } = await createTestServices({ isTraced: true });
  await services.answerQuestion(ask(QUESTION));
  await vi.waitUntil(() => debugged.some(({ event }) => event === "answer"));
  expect(debugged.find(({ event }) => event === "answer")?.fields).toMatchObject({
    guildId: "1",
    question: QUESTION,
    engine: "model",
    interpretation: { terms: expect.arrayContaining(["talks", "geneva"]) },
    hits: [{ outlet: "The Harbour Post", lexical: 1, dense: 0, clues: [] }],
    statements: [{ text: QUOTE, receipts: [{ quote: QUOTE, status: "verified" }] }],
    withheld: [],
  });
});

const HOUR_MS = 60 * 60 * 1000;
const TAKEDOWN = { guildId: "1", target: "elsewhere.example" };
const ENTRY = {
  guildId: "1",
  at: "2026-03-01T12:00:00.000Z",
  actor: "abc",
  action: "takedown",
  subject: "it",
} as const;

const putElsewhere = ({ store }: TestServices) => putInto(store, "1");

async function putInto(store: Store, guildId: string): Promise<void> {
  await store.putSource(source({ id: "feed", guildId, kind: "feed", address: "https://harbour.example" }));
  await store.apply(changes({ sourceId: "feed", put: [indexed({ id: "feed/two", sourceId: "feed" })] }));
}

const ask = (question: string): MemberQuestion => ({
  guildId: "1",
  memberId: "10",
  question,
  filter: {},
  signal: NEVER,
});

function answered(answer: Answer | Refusal): Answer {
  if (answer.kind === "refused") throw new Error("the question was refused");
  return answer;
}

interface Setup {
  /** Whether the model waits until the test lets it answer. */
  readonly isHeld?: boolean;
  readonly cooldownMs?: number;
  readonly dailyTokens?: number;
  readonly answerTimeoutMs?: number;
  readonly isTraced?: boolean;
  /** What the model says, the last of it to every question that follows. */
  readonly replies?: readonly (string | Error)[];
  readonly startsAt?: string;
}

type TestServices = Awaited<ReturnType<typeof createTestServices>>;

async function createTestServices(setup: Setup) {
  const {
    isHeld = false,
    cooldownMs = 0,
    dailyTokens = 0,
    answerTimeoutMs = 30_000,
    isTraced = false,
    replies,
    startsAt = "2026-03-01T12:00:00Z",
  } = setup;
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  await store.putSource(source());
  await store.apply(changes({ put: [indexed()] }));
  const { chat, asked, release } = createHeldChat(isHeld, replies);
  let nowMs = Date.parse(startsAt);
  const now = () => new Date(nowMs);
  const counters = createFakeCounters().store;
  const tokens: number[] = [];
  const heardOf: string[] = [];
  const logged: (LogFields | undefined)[] = [];
  const debugged: { readonly event: string; readonly fields: LogFields | undefined }[] = [];
  const services = createBotServices({
    services: {
      store,
      chat,
      prompts: { answer: "Answer.", repair: "Repair." },
      now,
      timeZone: "UTC",
      web: { fetch: createFakeWeb().fetch, extractor: createExtractor() },
      close: async () => {},
    },
    newsroom: fakeNewsroom(),
    cooldown: createCooldown({ store: counters, secret: "salt", cooldownMs, now, onError: fail }),
    budget: createBudget({ store: counters, dailyTokens, now, onError: fail }),
    answerTimeoutMs,
    log: {
      debug: (event, fields) => void debugged.push({ event, fields }),
      info: (event, fields) => void (event === "answered" && logged.push(fields)),
      warn: fail,
      error: fail,
    },
    isTraced,
    onAnswer: () => void heardOf.push("made"),
    onRepeatedAnswer: () => void heardOf.push("repeated"),
    onTokens: ({ promptTokens, completionTokens }) => tokens.push(promptTokens + completionTokens),
  });
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { services, store, asked, release, tokens, debugged, heardOf, logged, wait };
}

function fail(error: unknown): void {
  throw error;
}

/** A model that replies at once, or when it is released. */
function createHeldChat(isHeld: boolean, replies: readonly (string | Error)[] = [REPLY]) {
  const asked: ChatRequest[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  if (!isHeld) resolve();
  const chat: ChatModel = {
    name: "test-model",
    async *stream(request, signal): AsyncGenerator<ChatEvent> {
      asked.push(request);
      const aborted = new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      await Promise.race([promise, aborted]);
      const reply = replies[Math.min(asked.length, replies.length) - 1] ?? "";
      if (typeof reply !== "string") throw reply;
      yield { kind: "text", text: reply };
      yield { kind: "usage", promptTokens: 100, completionTokens: 20 };
    },
  };
  return { chat, asked, release: resolve };
}
