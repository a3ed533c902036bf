import { describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/answer/answer-question.ts";
import { findStaleDate } from "../../src/answer/staleness.ts";
import { interpret } from "../../src/retrieval/interpret.ts";
import { receipt, statement } from "../discord/answers.ts";
import { createNewsroom } from "../support/newsroom.ts";

/** A Monday. */
const now = new Date("2026-03-02T15:00:00Z");

function staleDate(question: string, dates: readonly (string | null)[], timeZone = "UTC") {
  const interpretation = interpret(question, { now, outlets: [], timeZone });
  const statements = dates.map((publishedAt) => statement("A.", [receipt("made", { publishedAt })]));
  return findStaleDate({ interpretation, statements, hits: [], now, timeZone });
}

describe("the newest evidence is too old", () => {
  test.each([
    "what happened today",
    "what happened yesterday",
    "what did the minister say this week?",
    "what did the minister say in March?",
    "since Sunday, what was said?",
    "what is the latest on the talks?",
    "where do the talks stand now?",
  ])("for: %s", (question) => {
    expect(staleDate(question, ["2026-02-20T00:00:00Z", "2026-02-27T00:00:00Z"])).toBe(
      "2026-02-27T00:00:00Z",
    );
  });
});

describe("the newest evidence is new enough", () => {
  test.each([
    ["what happened today", "2026-03-02T00:00:00Z"],
    ["what is the latest?", "2026-03-01T00:00:00Z"],
    ["what happened this week", "2026-03-02T01:00:00Z"],
    ["what did the minister say in February?", "2026-02-27T00:00:00Z"],
    ["what was said before 20 February?", "2026-01-05T00:00:00Z"],
    ["what did the minister say?", "2020-01-01T00:00:00Z"],
    ["what will happen on Friday?", "2026-02-20T00:00:00Z"],
    ["what is the latest on what will happen next week?", "2026-02-20T00:00:00Z"],
  ])("for: %s (%s)", (question, date) => {
    expect(staleDate(question, [date])).toBeUndefined();
  });

  test("or may be, where one has no date", () => {
    expect(staleDate("what happened today", [null, "2026-02-27T00:00:00Z"])).toBeUndefined();
  });

  test("by the days of the time zone", () => {
    // Auckland has Tuesday already, and Los Angeles still Monday.
    const [monday, sunday] = ["2026-03-02T00:00:00Z", "2026-03-02T07:00:00Z"];
    expect(staleDate("what happened today", [monday], "Pacific/Auckland")).toBe(monday);
    expect(staleDate("what happened today", [monday], "America/Los_Angeles")).toBeUndefined();
    expect(staleDate("what happened today", [sunday], "America/Los_Angeles")).toBe(sunday);
  });
});

const ARTICLES = [
  { id: "wire/old", outlet: "The Lantern", body: "The talks in Geneva made no progress.", day: "20" },
  { id: "wire/new", outlet: "The Harbour Post", body: "The Geneva talks went on and on, late.", day: "27" },
].map(({ day, ...fields }) => ({ ...fields, publishedAt: `2026-02-${day}T00:00:00.000Z` }));

test("an answer to “the latest” begins with the newest and says how old that is; another does not", async () => {
  const newsroom = await createNewsroom({ articles: ARTICLES });
  const ask = (question: string) =>
    answerQuestion(newsroom, { question, signal: new AbortController().signal });
  const latest = await ask("What is the latest on the progress of the talks in Geneva?");
  expect(latest).toMatchObject({ kind: "answered", asOf: "2026-02-27T00:00:00.000Z" });
  expect(latest.statements.map(({ receipts }) => receipts[0]?.article.outlet)).toEqual([
    "The Harbour Post",
    "The Lantern",
  ]);
  const plain = await ask("What progress did the talks in Geneva make?");
  expect(plain.statements[0]?.receipts[0]?.article.outlet).toBe("The Lantern");
  expect(plain).not.toHaveProperty("asOf");
});
