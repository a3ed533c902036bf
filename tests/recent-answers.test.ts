import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import type { ChatModel } from "../src/models/chat.ts";
import { createRecentAnswers } from "../src/recent-answers.ts";
import { createSqliteStore } from "../src/store/sqlite.ts";

const HOUR_MS = 60 * 60 * 1000;
const WORK = { key: "1 what?", version: "0:1" };
const ANSWER: Answer = {
  kind: "unanswered",
  question: "what?",
  engine: "model",
  statements: [],
  withheld: [],
  sourcesUpTo: null,
  timing: { retrieveMs: 1, answerMs: 1 },
  reason: "nothing speaks of it",
  nearest: [],
};

test("what one process has answered, another one finds, until anything is new or an hour is over", async () => {
  const { process, wait } = await createProcesses();
  process().keep(WORK, ANSWER);
  const other = process();
  expect(await other.find(WORK)).toEqual(ANSWER);
  expect(await other.find({ ...WORK, version: "0:2" })).toBeUndefined();
  expect(await other.find({ ...WORK, key: "2 what?" })).toBeUndefined();
  wait(HOUR_MS - 1);
  expect(await other.find(WORK)).toEqual(ANSWER);
  wait(1);
  expect(await other.find(WORK)).toBeUndefined();
});

test("what another model or other prompts would answer differently is not found", async () => {
  const { process } = await createProcesses();
  process().keep(WORK, ANSWER);
  expect(await process({ model: "another" }).find(WORK)).toBeUndefined();
  expect(await process({ prompt: "Answer in verse." }).find(WORK)).toBeUndefined();
});

test("what a later version has kept in another way is as if it were not there", async () => {
  const { process, store, keys } = await createProcesses();
  process().keep(WORK, ANSWER);
  const [key = ""] = keys;
  const now = "2026-03-01T12:00:00.000Z";
  await store.keepText({ key, text: '{"kind":"sung"}', now, until: "2026-03-01T13:00:00.000Z" });
  expect(await process().find(WORK)).toBeUndefined();
});

test("neither the question nor the server stands in the key", async () => {
  const { process, keys } = await createProcesses();
  process().keep(WORK, ANSWER);
  expect(keys).toEqual([expect.stringMatching(/^answer [\w-]{43}$/)]);
});

test("where the store fails, a process still has its own", async () => {
  const { process, fail, errors } = await createProcesses();
  fail();
  const one = process();
  one.keep(WORK, ANSWER);
  expect(await one.find(WORK)).toBe(ANSWER);
  expect(await process().find(WORK)).toBeUndefined();
  expect(errors).toHaveLength(2);
});

/** Processes over one store, with one clock. */
async function createProcesses() {
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  let nowMs = Date.parse("2026-03-01T12:00:00Z");
  let isFailing = false;
  const keys: string[] = [];
  const errors: unknown[] = [];
  const shared = {
    ...store,
    keepText: async (request: Parameters<typeof store.keepText>[0]) => {
      if (isFailing) throw new Error("the disk is full");
      keys.push(request.key);
      await store.keepText(request);
    },
    findText: async (query: Parameters<typeof store.findText>[0]) => {
      if (isFailing) throw new Error("the disk is full");
      return store.findText(query);
    },
  };
  const process = ({ model = "test-model", prompt = "Answer." } = {}) => {
    const chat: ChatModel = { name: model, stream: () => neverAsked() };
    const prompts = { answer: prompt, repair: "Repair." };
    return createRecentAnswers({
      services: { store: shared, chat, prompts, timeZone: "UTC", now: () => new Date(nowMs) },
      onError: (error) => errors.push(error),
    });
  };
  return {
    process,
    store,
    keys,
    errors,
    fail: () => {
      isFailing = true;
    },
    wait: (ms: number) => {
      nowMs += ms;
    },
  };
}

function neverAsked(): never {
  throw new Error("no model is asked here");
}
