import { describe, expect, test } from "vitest";
import { align } from "../../../src/answer/support/alignment.ts";
import { readWords } from "../../../src/answer/support/source-words.ts";

const SOURCE =
  "The keeper painted the lighthouse white. Gulls slept on the pier. A storm broke the harbour crane.";

describe("a statement laid over a source", () => {
  test("scores 1 when its words follow one another there", () => {
    expect(over("The keeper painted the lighthouse.")).toMatchObject({ score: 1, jump: 0, missing: [] });
  });

  test("scores less for each content word that is missing, and names it", () => {
    expect(over("The keeper repainted the lighthouse.")).toMatchObject({
      score: expect.closeTo(2 / 3),
      shared: expect.closeTo(2 / 3),
      missing: ["repainted"],
    });
  });

  test("scores less the farther its words stand apart", () => {
    const [together, turned, nextSentence, elsewhere] = [
      "The keeper painted the lighthouse.",
      "The lighthouse keeper painted.",
      "The keeper painted the pier.",
      "The keeper painted the crane.",
    ].map((statement) => over(statement).score);
    expect(together).toBeGreaterThan(turned ?? 1);
    expect(turned).toBeGreaterThan(nextSentence ?? 1);
    expect(nextSentence).toBeGreaterThan(elsewhere ?? 1);
  });

  test("takes, of several places, those that lie together", () => {
    const source = readWords(["The crane fell. Gulls slept. It rained. The harbour crane stood still."]);
    const { pairs, jump } = align(readWords(["The crane stood still."]), source);
    expect(jump).toBe(0);
    expect(pairs.map((pair) => source.words[pair.in]?.text)).toEqual(
      ["crane", "stood", "still"].slice(0, pairs.length),
    );
  });

  test("finds words of the metadata everywhere, at no cost", () => {
    const known = new Set(readWords(["Post"]).places.keys());
    const statement = readWords(["Post: the keeper painted the lighthouse."]);
    expect(align(statement, readWords([SOURCE]), known).score).toBe(1);
    expect(align(statement, readWords([SOURCE])).missing).toEqual(["Post"]);
  });

  test("tells copied stretches from single words", () => {
    expect(over("The keeper painted the lighthouse white.").copied).toBe(1);
    expect(over("A white crane, a storm, a keeper.").copied).toBeLessThan(0.5);
  });

  test("takes texts for strangers to one another", () => {
    const apart = readWords(["The keeper painted.", "The lighthouse shone."]);
    const one = readWords(["The keeper painted. The lighthouse shone."]);
    const statement = readWords(["The keeper painted the lighthouse."]);
    expect(align(statement, apart).jump).toBeGreaterThan(align(statement, one).jump);
  });

  test("of nothing scores 0", () => {
    expect(align(readWords([""]), readWords([SOURCE]))).toMatchObject({ score: 0, pairs: [] });
    expect(align(readWords(["The keeper painted."]), readWords([])).score).toBe(0);
  });
});

test.each([
  ["the United States", "American"],
  ["Oman", "Omani"],
])("a country is one word by any of its names: %s, %s", (name, demonym) => {
  expect(readWords([`They left ${name}.`]).words.at(-1)?.stem).toBe(
    readWords([`They are ${demonym}.`]).words.at(-1)?.stem,
  );
});

function over(statement: string) {
  return align(readWords([statement]), readWords([SOURCE]));
}
