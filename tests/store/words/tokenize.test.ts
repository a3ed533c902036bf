import { expect, test } from "vitest";
import { tokenize } from "../../../src/store/words/tokenize.ts";

test.each([
  ["Negotiators consulted; negotiations went on.", ["negoti", "consult", "negoti", "went", "on"]],
  ["São Tomé, ÜBER Ελλάς й", ["sao", "tome", "uber", "ελλας", "и"]],
  ["the U.S. paid 3.5 bn", ["the", "u", "s", "paid", "3", "5", "bn"]],
  ["it’s re-elected", ["it", "s", "re", "elect"]],
  ["हिन्दी भाषा", ["हिन्दी", "भाषा"]],
  ["北京会谈 שָׁלוֹם", ["北京会谈", "שָׁלוֹם"]],
  ["🕊️ — ?! \0", []],
  ["", []],
])("%j is the words %j", (text, words) => {
  expect(tokenize(text)).toEqual(words);
});

test("a flood of letters is found by its beginning, and by nothing longer", () => {
  const [word = ""] = tokenize("x".repeat(5000));
  expect(word).toBe("x".repeat(64));
});

test("a flood of letters is cut between two, never within one", () => {
  const flood = `a${"\u{10300}".repeat(40)}`;
  const [word = ""] = tokenize(flood);
  expect(word.isWellFormed()).toBe(true);
  expect(flood.startsWith(word.slice(0, -1))).toBe(true);
});

test("a word is the same wherever it is met, also after more words than are remembered", () => {
  const before = tokenize("nations");
  for (let index = 0; index < 60; index += 1) {
    tokenize(Array.from({ length: 1000 }, (_, at) => `w${index}x${at}`).join(" "));
  }
  expect(tokenize("nations")).toEqual(before);
});
