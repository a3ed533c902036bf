import { expect, test } from "vitest";
import type { Answered, Receipt, Side, Statement, Unanswered } from "../../src/answer/answer.ts";
import { answerSchema } from "../../src/answer/answer-schema.ts";
import { article } from "../support/article.ts";

const { body: _, ...info } = article();
const passage = { id: "wire/one@0", articleId: "wire/one", start: 0, end: 3, text: "The" };
const receipt: Receipt = { passage, article: info, quote: "The", start: 0, end: 3, status: "repaired" };

/** With everything that may be left out, so that a new field has to be added here too. */
const side: Required<Side> = { value: "at least 14", day: "2026-02-26", receipt };
const statement: Required<Statement> = {
  text: "The.",
  receipts: [receipt],
  story: "A story",
  wording: "source",
  headline: "A headline",
  happened: [{ text: "on Thursday", day: "2026-02-26" }],
  carriedBy: { outlets: 3, origins: 1 },
};
const base = {
  question: "what?",
  engine: "model",
  withheld: [{ text: "x", reason: "y" }],
  notice: "late",
  sourcesUpTo: "2026-03-01T12:00:00.000Z",
  timing: { retrieveMs: 1, answerMs: 2.5 },
  usage: { promptTokens: 100, completionTokens: 20, cachedTokens: 64 },
} as const;
const answered: Required<Answered> = {
  ...base,
  kind: "answered",
  statements: [statement],
  asOf: "2026-02-20T00:00:00.000Z",
  disagreements: [{ about: "people were killed", sides: [side, side] }],
};
const unanswered: Required<Unanswered> = {
  ...base,
  kind: "unanswered",
  statements: [],
  reason: "nothing speaks of it",
  nearest: [{ passage, article: info, originId: "wire/one", score: 0.5 }],
};

test.each([answered, unanswered])("an answer is the same after it was kept: $kind", (answer) => {
  expect(answerSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
});

test("without what may be left out it is the same too", () => {
  const { notice: _notice, usage: _usage, ...least } = base;
  const said = { text: "The.", wording: "model", receipts: [receipt] };
  const answer = { ...least, kind: "answered", statements: [said] } as const;
  expect(answerSchema.parse(JSON.parse(JSON.stringify(answer)))).toStrictEqual(answer);
});
