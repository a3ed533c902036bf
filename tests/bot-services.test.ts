import { expect, onTestFinished, test, vi } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { createBotServices } from "../src/bot-services.ts";
import type { MemberQuestion, Refusal } from "../src/commands/command.ts";
import { createBudget } from "../src/fairness/budget.ts";
import { createCooldown } from "../src/fairness/cooldown.ts";
import { createExtractor } from "../src/formats/extractor.ts";
import type { LogFields } from "../src/log.ts";
import type { ChatEvent, ChatModel, ChatRequest } from "../src/models/chat.ts";
import { createSqliteStore } from "../src/store/sqlite.ts";
import { fakeNewsroom } from "./discord/bot-scene.ts";
import { changes, indexed, source } from "./support/article.ts";
import { createFakeCounters } from "./support/fake-counters.ts";
import { createFakeWeb } from "./support/fake-web.ts";

const NEVER = new AbortController().signal;
const QUESTION = "How did the talks in Geneva end?";
const QUOTE = "The minister said that the talks made progress.";
const REPLY = JSON.stringify({
  statements: [{ text: QUOTE, receipts: [{ passage: 1, quote: QUOTE }] }],
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
  const poor = answered(await services.answerQuestion(ask(QUESTION)));
  expect(poor.engine).toBe("extractive");
  expect(poor.kind).toBe("answered");
  expect(poor).toMatchObject({ isBudgetSpent: true });
  const rich = answered(await services.answerQuestion({ ...ask(QUESTION), guildId: "2" }));
  expect(rich.engine).toBe("model");
  expect([asked.length, tokens]).toEqual([2, [120, 120]]);
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
}

async function createTestServices(setup: Setup) {
  const {
    isHeld = false,
    cooldownMs = 0,
    dailyTokens = 0,
    answerTimeoutMs = 30_000,
    isTraced = false,
  } = setup;
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  await store.putSource(source());
  await store.apply(changes({ put: [indexed()] }));
  const { chat, asked, release } = createHeldChat(isHeld);
  const now = () => new Date("2026-03-01T12:00:00Z");
  const counters = createFakeCounters().store;
  const tokens: number[] = [];
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
      info() {},
      warn: fail,
      error: fail,
    },
    isTraced,
    onTokens: ({ promptTokens, completionTokens }) => tokens.push(promptTokens + completionTokens),
  });
  return { services, asked, release, tokens, debugged };
}

function fail(error: unknown): void {
  throw error;
}

/** A model that gives one reply to everything: at once, or when it is released. */
function createHeldChat(isHeld: boolean) {
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
      yield { kind: "text", text: REPLY };
      yield { kind: "usage", promptTokens: 100, completionTokens: 20 };
    },
  };
  return { chat, asked, release: resolve };
}
