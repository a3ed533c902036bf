import fc from "fast-check";
import { expect, test } from "vitest";
import { WORD_WEIGHTS, wordsOfDate } from "../../../src/store/ranking.ts";
import { extendCatalog } from "../../../src/store/words/catalog.ts";
import { indexWords } from "../../../src/store/words/index-words.ts";
import type { Shelf } from "../../../src/store/words/match.ts";
import {
  ARTICLES_PER_CHUNK,
  type Entry,
  writeEntries,
  writeNumbers,
} from "../../../src/store/words/postings.ts";
import { countTerms, rankWords } from "../../../src/store/words/rank.ts";
import { ASKED_FOR, HIDDEN, READABLE } from "../../../src/store/words/standing.ts";
import { tokenize } from "../../../src/store/words/tokenize.ts";

interface Text {
  readonly number: number;
  readonly title: string;
  readonly outlet: string;
  readonly publishedAt: string | null;
  readonly passages: readonly string[];
  readonly standing: number;
}

const words = fc.array(fc.constantFrom("oman", "talks", "ferry", "port", "minister", "grain"), {
  maxLength: 9,
});
const text = words.map((list) => list.join(" "));
const article = fc.record({
  title: text,
  outlet: fc.constantFrom("Harbour Post", "Oman Daily"),
  publishedAt: fc.constantFrom(null, "2026-02-27T00:00:00Z"),
  passages: fc.array(text, { maxLength: 4 }),
  standing: fc.constantFrom(HIDDEN, READABLE, ASKED_FOR),
});
/** With gaps between their numbers, over several chunks. */
const articles = fc
  .array(fc.tuple(article, fc.integer({ min: 1, max: 400 })), { maxLength: 8 })
  .map((list): Text[] => {
    let number = 0;
    return list.map(([fields, gap]) => {
      number += gap;
      return { ...fields, number };
    });
  });
const terms = fc.array(
  fc
    .array(fc.constantFrom("oman", "talks", "ferry", "port", "february", "post"), {
      minLength: 1,
      maxLength: 3,
    })
    .map((list) => tokenize(list.join(" "))),
  { minLength: 1, maxLength: 4 },
);

test("ranks as BM25 is written in the book, over what the reader may see", () => {
  fc.assert(
    fc.property(fc.array(articles, { maxLength: 2 }), terms, (scopes, query) => {
      const ranked = rankWords(scopes.map(shelve), query, 1000);
      const expected = rankPlainly(scopes, query);
      expect(ranked.map(({ shelf, article, position }) => `${shelf} ${article} ${position}`).sort()).toEqual(
        [...expected.keys()].sort(),
      );
      for (const { shelf, article, position, score } of ranked) {
        expect(score).toBeCloseTo(expected.get(`${shelf} ${article} ${position}`) ?? Number.NaN, 9);
      }
      expect(ranked.map(({ score }) => score)).toEqual(
        ranked.map(({ score }) => score).sort((a, b) => b - a),
      );
    }),
    { numRuns: 300 },
  );
});

test("counts a term in every passage that the reader may see, asked for or not", () => {
  fc.assert(
    fc.property(fc.array(articles, { maxLength: 2 }), terms, (scopes, query) => {
      const readable = scopes.flat().filter(({ standing }) => standing !== HIDDEN);
      expect(countTerms(scopes.map(shelve), query)).toEqual({
        passages: readable.flatMap(({ passages }) => passages).length,
        counts: query.map((term) =>
          readable.reduce(
            (sum, one) => sum + one.passages.filter((passage) => weigh(one, passage, term) > 0).length,
            0,
          ),
        ),
      });
    }),
  );
});

/** Keeps texts as a store does. */
function shelve(texts: readonly Text[]): Shelf {
  const entries = new Map<string, Map<number, Entry[]>>();
  const rows = texts.map(({ number, passages, ...head }) => {
    const { lengths, places } = indexWords({
      ...head,
      passages: passages.map((passage) => ({ text: passage })),
    });
    const chunk = Math.floor(number / ARTICLES_PER_CHUNK);
    for (const [word, ofWord] of places) {
      const chunks = entries.get(word) ?? new Map<number, Entry[]>();
      const list = chunks.get(chunk) ?? [];
      list.push({ article: number % ARTICLES_PER_CHUNK, places: ofWord });
      entries.set(word, chunks.set(chunk, list));
    }
    const { outlet } = head;
    return {
      number,
      publishedMs: null,
      outlet,
      outletKey: outlet,
      embedder: null,
      lengths: writeNumbers(lengths),
    };
  });
  return {
    catalog: extendCatalog(rows),
    standing: Uint8Array.from(texts, ({ standing }) => standing),
    postings: new Map(
      [...entries].map(([word, chunks]) => [
        word,
        [...chunks].map(([chunk, list]) => ({ chunk, data: writeEntries(list) })),
      ]),
    ),
  };
}

/** Scores by `shelf article position`, of those asked for that match at all. */
function rankPlainly(
  scopes: readonly (readonly Text[])[],
  query: readonly (readonly string[])[],
): Map<string, number> {
  const readable = scopes.flat().filter(({ standing }) => standing !== HIDDEN);
  const passages = readable.flatMap((one) => one.passages.map((passage) => ({ one, passage })));
  const bodies = readable.map((one) => ({ one, body: one.passages.join(" ") }));
  const lengthOf = (one: Text, passage: string) =>
    [one.title, one.outlet, wordsOfDate(one.publishedAt), passage].flatMap(tokenize).length;
  const meanPassage = Math.max(1, mean(passages.map(({ one, passage }) => lengthOf(one, passage))));
  const meanBody = Math.max(1, mean(bodies.map(({ body }) => tokenize(body).length)));
  const inBody = (one: Text, term: readonly string[]) =>
    one.passages.reduce((sum, passage) => sum + frequency(passage, term), 0);

  const scores = new Map<string, number>();
  scopes.forEach((texts, shelf) => {
    for (const one of texts.filter(({ standing }) => standing === ASKED_FOR)) {
      one.passages.forEach((passage, position) => {
        let score = 0;
        let isHit = false;
        for (const term of query) {
          const tf = weigh(one, passage, term);
          const having = passages.filter((other) => weigh(other.one, other.passage, term) > 0).length;
          isHit ||= tf > 0;
          score += bm25(tf, lengthOf(one, passage) / meanPassage, idf(passages.length, having));
          const bodiesHaving = bodies.filter((other) => inBody(other.one, term) > 0).length;
          const length = tokenize(one.passages.join(" ")).length / meanBody;
          score += WORD_WEIGHTS.article * bm25(inBody(one, term), length, idf(bodies.length, bodiesHaving));
        }
        if (isHit) scores.set(`${shelf} ${one.number} ${position}`, score);
      });
    }
  });
  return scores;
}

function weigh(one: Text, passage: string, term: readonly string[]): number {
  return (
    frequency(passage, term) +
    WORD_WEIGHTS.title * frequency(one.title, term) +
    WORD_WEIGHTS.outlet * frequency(one.outlet, term) +
    WORD_WEIGHTS.date * frequency(wordsOfDate(one.publishedAt), term)
  );
}

function frequency(text: string, term: readonly string[]): number {
  const list = tokenize(text);
  return list.filter((_, at) => term.every((word, index) => list[at + index] === word)).length;
}

function bm25(tf: number, length: number, rarity: number): number {
  return tf === 0 ? 0 : (rarity * tf * 2.2) / (tf + 1.2 * (0.25 + 0.75 * length));
}

function idf(all: number, having: number): number {
  return Math.max(1e-6, Math.log((all - having + 0.5) / (having + 0.5)));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
