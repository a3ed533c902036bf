import { describe, expect, test } from "vitest";
import { makeArticle } from "../../bench/articles.ts";
import { FILTER_DAYS, NOW, planNewsroom } from "../../bench/newsroom.ts";
import { makeQuestions } from "../../bench/questions.ts";
import { wordOfRank } from "../../bench/words.ts";
import { isStopWord, stemOf } from "../../src/retrieval/words.ts";

const SIZE = { passages: 1600, servers: 2, dimensions: 16, seed: 7 };

const makeAll = (size: typeof SIZE) => planNewsroom(size).map((plan) => makeArticle(plan, size));

describe("the made-up newsroom", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(makeAll(SIZE)).toEqual(makeAll(SIZE));
    expect(makeAll({ ...SIZE, seed: 8 })[0]).not.toEqual(makeAll(SIZE)[0]);
  });

  test("has as many passages as were asked for, each standing in its article", () => {
    const articles = makeAll(SIZE);
    expect(articles.flatMap(({ passages }) => passages)).toHaveLength(SIZE.passages);
    for (const { article, passages } of articles) {
      for (const { start, end, text } of passages) expect(article.body.slice(start, end)).toBe(text);
    }
  });

  test("comes in as it was published, the oldest first, within a year", () => {
    const dates = makeAll(SIZE).map(({ article }) => article.publishedAt ?? "");
    expect(dates).toEqual(dates.toSorted());
    expect(dates[0]?.slice(0, 4)).toBe("2025");
    expect(dates.filter((date) => date > NOW)).toEqual([]);
  });

  test("has vectors of unit length", () => {
    for (const vector of makeAll(SIZE).flatMap(({ vectors }) => vectors)) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  test("has words that differ, that no stemmer changes, and that are no stop words", () => {
    const words = Array.from({ length: 30_000 }, (_, rank) => wordOfRank(rank));
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => stemOf(word) !== word || isStopWord(word))).toEqual([]);
  });
});

describe("the questions", () => {
  const questions = makeQuestions(planNewsroom(SIZE), SIZE, 20);

  test("are the same for the same newsroom", () => {
    expect(makeQuestions(planNewsroom(SIZE), SIZE, 20)).toEqual(questions);
  });

  test("are answered by passages that pass their filter", () => {
    const since = new Date(Date.parse(NOW) - FILTER_DAYS * 24 * 3_600_000).toISOString();
    const articles = makeAll(SIZE);
    for (const { question, relevant } of questions) {
      expect(question.since).toBe(since);
      const answering = articles.filter(({ passages }) => passages.some(({ id }) => relevant.has(id)));
      expect(answering.length).toBeGreaterThan(0);
      for (const { article, server } of answering) {
        expect(server).toBe(question.server);
        expect(article.publishedAt ?? "").toSatisfy((date: string) => date >= since);
      }
    }
  });
});
