import { expect, test } from "vitest";
import type { Question } from "../../eval/data.ts";
import { createNewsrooms } from "../../eval/newsrooms.ts";
import { createRuns } from "../../eval/runs.ts";
import { dayAfterLast } from "../../eval/sets.ts";
import { parseConfig } from "../../src/config.ts";
import { article } from "../support/article.ts";

const ARTICLES = ["2022-06-15", "2026-03-10"].map((day) =>
  article({
    id: day,
    sourceId: "articles",
    title: "Ferry",
    publishedAt: `${day}T00:00:00Z`,
    body: "The ferry ran aground.",
  }),
);
const QUESTION = {
  question: "Did the ferry run aground this week?",
  answers: [],
  evidence: [],
  type: "open",
};

test("a question is put on its own day, and without one on its set's", async () => {
  const questions: Question[] = [
    { ...QUESTION, id: "of the set" },
    { ...QUESTION, id: "of its own", askedAt: "2022-06-17" },
  ];
  const options = { onNotice: expect.fail, onProgress: () => {} };
  const config = parseConfig({ EMBEDDINGS: "none" });
  const newsrooms = createNewsrooms({ ...options, config, vectorFile: ":memory:" });
  const runs = createRuns({ ...options, newsrooms, signal: AbortSignal.timeout(60_000) });
  try {
    const now = () => new Date("2026-03-11T12:00:00Z");
    const found = await runs.find({ name: "harbour", questions, articles: ARTICLES, now });
    expect(found.map(({ hits }) => hits[0]?.article.id)).toEqual(["2026-03-10", "2022-06-15"]);
  } finally {
    await runs.close();
    await newsrooms.close();
  }
});

test("a set's day is the one after its newest article, whatever the hour", () => {
  const dates = ["2026-03-10T23:59:00Z", null, "2026-03-09"].map((publishedAt) => ({ publishedAt }));
  expect(dayAfterLast(dates)?.toISOString()).toBe("2026-03-11T12:00:00.000Z");
  expect(dayAfterLast([{ publishedAt: null }])).toBeUndefined();
});
