import { describe, expect, test } from "vitest";
import {
  failWith,
  inOrder,
  neverAnswer,
  type Reply,
  type ReplyOptions,
  refuseWith,
  replyWith,
  sendRaw,
} from "../support/openai-behaviours.ts";
import type { Behaviour } from "../support/openai-server.ts";
import { askOver, quoting } from "./model-newsroom.ts";

const PROGRESS = [
  "Omani minister Badr Albusaidi said that 40 delegates made “significant progress”.",
  "made “significant progress” in the talks",
] as const;

describe("a model that fails leaves the sources' own sentences, and one line that says why", () => {
  const failures: readonly (readonly [string, Behaviour, RegExp])[] = [
    ["401", failWith(401), /key was refused \(401\)/],
    ["404", failWith(404), /not found \(404\)/],
    ["429", failWith(429), /busy \(429\)/],
    ["a spent budget", failWith(429, { code: "insufficient_quota" }), /budget is spent/],
    ["500", failWith(500), /server failed \(500\)/],
    ["no answer", neverAnswer, /not answer in time/],
    ["a stall", replyWith(quoting(PROGRESS), { pieces: 3, ending: "stall" }), /not answer in time/],
    ["a stream cut off", replyWith(quoting(PROGRESS), { pieces: 3, ending: "cut-off" }), /cut off/],
    [
      "a reply that was too long for the model before its first statement",
      replyWith(quoting(PROGRESS), { pieces: 3, finishReason: "length" }),
      /cut off at its token limit/,
    ],
    ["a refusal", refuseWith("I can't help with that."), /refused/],
    ["nothing", replyWith(""), /empty/],
    ["a web page", sendRaw("<html>502</html>"), /could not be read/],
    ["garbage twice", replyWith("Oman said a lot of things."), /could not be read/],
    ["other JSON twice", replyWith({ answer: "progress" }), /could not be read/],
    ["a list of strings twice", replyWith({ statements: ["progress"] }), /could not be read/],
    [
      "statements of another shape twice",
      replyWith({ statements: [{ text: "a", receipts: "b" }] }),
      /could not be read/,
    ],
  ];

  test.each(failures)("%s", async (_name, behave, notice) => {
    const { answer } = await askOver(behave);
    expect(answer).toMatchObject({ kind: "answered", engine: "extractive" });
    expect(answer.notice).toMatch(/^answered with the sources' own sentences: the model/);
    expect(answer.notice).toMatch(notice);
    expect(answer.notice).not.toContain("\n");
    expect(answer.notice).not.toContain("sk-test");
  });
});

describe("a reply that breaks off after a whole statement is used as far as it came", () => {
  const whole = quoting(PROGRESS, ["Experts meet in Vienna.", "experts would meet in Vienna"]);
  const upToSecond: Reply = (request) => whole(request).slice(0, whole(request).lastIndexOf('{"passage"'));
  const endings: readonly (readonly [string, ReplyOptions, string])[] = [
    ["at the token limit", { finishReason: "length" }, "the model's reply was cut off at its token limit"],
    ["without a finish", { finishReason: null }, "the model's reply was cut off"],
    ["with its connection", { ending: "cut-off" }, "the model's reply was cut off"],
    ["in a stall", { ending: "stall" }, "the model did not answer in time"],
  ];

  test.each(endings)("%s", async (_name, options, notice) => {
    const { answer, requests } = await askOver(replyWith(upToSecond, options));
    expect(answer).toMatchObject({ engine: "model", statements: [{ text: PROGRESS[0] }], notice });
    expect(requests).toHaveLength(1);
  });

  test.each(["length", null])("and a whole reply with the ending %j is whole", async (finishReason) => {
    const { answer } = await askOver(replyWith(whole, { finishReason }));
    expect(answer.statements).toHaveLength(2);
    expect(answer.notice).toBeUndefined();
  });
});

describe("a reply that can't be read", () => {
  test("is asked for once more, with what was wrong", async () => {
    const chat = inOrder(replyWith("Oman said a lot."), replyWith(quoting(PROGRESS)));
    const { answer, requests } = await askOver(chat);
    expect(answer).toMatchObject({ engine: "model", statements: [{ text: PROGRESS[0] }] });
    expect(answer.notice).toBeUndefined();
    expect(answer.usage).toEqual({ promptTokens: 22, completionTokens: 14 });
    expect(requests).toHaveLength(2);
    expect(requests[1]?.body.messages.slice(2)).toEqual([
      { role: "assistant", content: "Oman said a lot." },
      { role: "user", content: "Only the JSON, please." },
    ]);
  });

  test("costs both replies, with what the server had read before", async () => {
    const usage = { prompt_tokens: 11, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 8 } };
    const chat = inOrder(replyWith("Oman said a lot."), replyWith(quoting(PROGRESS), { usage }));
    const { answer } = await askOver(chat);
    expect(answer.usage).toEqual({ promptTokens: 22, completionTokens: 14, cachedTokens: 8 });
  });

  test("is not asked for a third time", async () => {
    expect((await askOver(replyWith("Oman said a lot."))).requests).toHaveLength(2);
  });

  test("is repaired into an honest “nothing”", async () => {
    const { answer } = await askOver(inOrder(replyWith("I do not know."), replyWith({ statements: [] })));
    expect(answer).toMatchObject({ kind: "unanswered", engine: "model" });
  });
});
