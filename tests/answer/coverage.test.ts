import { afterAll, describe, expect, test } from "vitest";
import { findCoverage } from "../../src/answer/coverage.ts";
import { retrieve } from "../../src/retrieval/retrieve.ts";
import { createFilledStore, createNewsroom, newsroomOver } from "../support/newsroom.ts";

const ARTICLES = [
  {
    id: "wire/harbour",
    body: "Omani minister Badr Albusaidi said that the talks between Iran and the U.S. in Geneva made progress.",
  },
  {
    id: "wire/cup",
    outlet: "The Lantern",
    title: "A cup of tea",
    body: "The world drinks more tea than coffee, a study says.",
  },
];

const shared = createFilledStore({ articles: ARTICLES });
afterAll(async () => (await shared).close());

describe("a question is covered", () => {
  test.each([
    "what did Oman say",
    "what did the Omani side say about the talks",
    "Did the talks in Geneva make progress?",
    "what did Badr Albusaidi say in Geneva?",
    "Did the US and Iran make progress?",
    "Does The Lantern say that the world drinks tea?",
    "What does the world drink, as reported on 27 February 2026?",
    "What does the Lantern article say about tea?",
    "Did the talks in Geneva make progress, as reported by The Harbour Post?",
  ])("%s", async (question) => {
    expect(await cover(question)).toMatchObject({ isCovered: true });
  });
});

describe("a question is not covered", () => {
  test.each([
    ["who won the 1998 world cup final?", "1998"],
    ["Does the Daily Gannet article say that the world drinks tea?", "Daily Gannet"],
    ["Did the talks in Geneva make progress, as reported by Gannet News?", "Gannet News"],
    ["what did Sergei Lavrov say about the talks?", "sergei"],
    ["Did the talks in Kathmandu between Nepal and Bhutan collapse?", "kathmandu"],
    ["Did the Geneva Minister Tariq make progress in the talks?", "tariq"],
    ["What is the price of a ferry ticket to Harwich?", "ferry"],
  ])("%s, for want of “%s”", async (question, missing) => {
    const coverage = await cover(question);
    expect(coverage.isCovered).toBe(false);
    expect(coverage.missing).toContain(missing);
  });

  test.each(["", "?", "what did they say"])("when it names nothing: %j", async (question) => {
    expect(await cover(question)).toEqual({ isCovered: false, missing: [] });
  });

  test("by a newsroom without articles", async () => {
    const retrieval = await retrieve(await createNewsroom({}), { question: "what did Oman say", limit: 10 });
    expect(findCoverage(retrieval)).toEqual({ isCovered: false, missing: ["oman"] });
  });

  test("names the rarest missing words first", async () => {
    const { missing } = await cover(
      "Did minister Lavrov talk of progress in Geneva with penguins and the Lantern?",
    );
    expect(missing.indexOf("penguins")).toBeLessThan(missing.length);
    expect(missing).not.toContain("progress");
  });
});

async function cover(question: string) {
  return findCoverage(await retrieve(newsroomOver((await shared).view(), {}), { question, limit: 10 }));
}
