import { expect, test } from "vitest";
import { answerQuestion } from "../../src/answer/answer-question.ts";
import { summarize } from "../../src/answer/summary.ts";
import { createNewsroom } from "../support/newsroom.ts";

const signal = new AbortController().signal;

const AGENCY = `The lighthouse on Gull Rock went dark for the first time in ninety years, keepers said. ${Array.from(
  { length: 70 },
  (_, index) => `detail${index}`,
).join(" ")}.`;
const COPIES = ["The Harbour Post", "The Lantern", "Island News"].map((outlet, index) => ({
  id: `wire/copy-${index}`,
  outlet,
  title: "Lighthouse on Gull Rock goes dark",
  body: AGENCY,
}));
const OWN = {
  id: "wire/own",
  outlet: "The Fjord Times",
  title: "Why the Gull Rock lighthouse went dark",
  body: "A worn cable left the Gull Rock lighthouse dark, an engineer of the harbour authority told us.",
};

test("copies of one text are several outlets and one origin, in an answer and in a briefing", async () => {
  const newsroom = await createNewsroom({ articles: [...COPIES, OWN] });
  const answer = await answerQuestion(newsroom, {
    question: "Why did the lighthouse on Gull Rock go dark?",
    signal,
  });
  const carriers = answer.statements.map(({ text, carriedBy }) => [text.includes("keepers"), carriedBy]);
  expect(carriers).toContainEqual([true, { outlets: 3, origins: 1 }]);
  expect(carriers).toContainEqual([false, undefined]);

  const briefing = await summarize(newsroom, { filter: {}, signal });
  const told = briefing.statements.filter(({ text }) => text.includes("keepers said"));
  expect(told.map(({ carriedBy }) => carriedBy)).toEqual([{ outlets: 3, origins: 1 }]);
});
