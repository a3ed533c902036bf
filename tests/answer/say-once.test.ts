import { expect, test } from "vitest";
import { sayOnce } from "../../src/answer/say-once.ts";
import { receipt, statement } from "../discord/answers.ts";

const carriedBy = { outlets: 3, origins: 1 };
const [one, two] = [[receipt("made progress")], [receipt("made progress", { id: "wire/two" })]];
const pick = (statements: Parameters<typeof sayOnce>[0]) =>
  sayOnce(statements).map(({ story, headline, carriedBy }) => ({ story, headline, carriedBy }));

test("a headline and the number of copies stand above the first of an article's statements alone", () => {
  const headline = "Talks end";
  const statements = [
    { ...statement("A.", one), headline, carriedBy },
    { ...statement("B.", one), headline, carriedBy },
    { ...statement("C.", two), headline: "Fog", carriedBy },
    { ...statement("D.", one), headline, carriedBy },
  ];
  expect(pick(statements)).toEqual([
    { headline, carriedBy },
    {},
    { headline: "Fog", carriedBy },
    { headline, carriedBy },
  ]);
});

test("a story stands above its first statement alone, and a headline comes again under another story", () => {
  const headline = "Talks end";
  const statements = ["Geneva", "Geneva", "Vienna"].map((story) => ({ ...statement("A."), story, headline }));
  expect(pick(statements)).toEqual([{ story: "Geneva", headline }, {}, { story: "Vienna", headline }]);
});

test("what is said stays as it is", () => {
  const statements = [statement("A."), statement("B.")];
  expect(sayOnce(statements)).toEqual(statements);
});
