import { expect, test } from "vitest";
import { findCitedOutlets } from "../../src/retrieval/cited-outlets.ts";

test.each([
  ["Does the Daily Gannet article say so?", ["Daily Gannet"]],
  ["Did The Lantern's report name the ship?", ["Lantern"]],
  ["What was in the story in Gannet News about fog?", ["Gannet News"]],
  ["Is it true, as reported by Fathom Weekly, that it sank?", ["Fathom Weekly"]],
  ["Do the Gannet article and the Fathom Weekly piece agree?", ["Gannet", "Fathom Weekly"]],
])("%s asks about the reports of %j", (question, names) => {
  expect(findCitedOutlets(question)).toEqual(names);
});

test.each([
  "what did Oman say",
  "Did the article say so?",
  "Who reported the fire?",
  "What happened in Geneva?",
])("%s asks about nobody's reports", (question) => {
  expect(findCitedOutlets(question)).toEqual([]);
});
