import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areCopies, MIN_SHARED_HASHES, sketchOf } from "../../src/articles/copies.ts";

const AGENCY = `The harbour town of Larkmoor will tear down its old ferry pier after an engineer found that half of its piles are rotten. The council voted eleven to two on Tuesday evening, following three hours of debate.

Residents had asked for a decision since a storm took the roof of the waiting room last winter. The treasurer, Ada Reed, said that 2.4 million crowns have been put aside for the work, which cannot begin before the herring season is over.

Ferries to the islands will leave from the coal quay until a new pier stands there, she said. The ferry company had threatened to give up the route unless it was given a date, and its director called the vote a relief for everybody who lives on the islands.

Two members of the council voted against the plan. They want the pier to be kept as a monument, since it was the first in the country that was built of iron.`;

const paragraphs = AGENCY.split("\n\n");
const shared = (a: string, b: string) => new Set(sketchOf(a)).intersection(new Set(sketchOf(b))).size;

describe("a copy of an agency's text", () => {
  test.each([
    ["as it is", AGENCY],
    ["with a dateline and a credit", `LARKMOOR (Tidings) - ${AGENCY}\n\n(Reporting by Tidings staff)`],
    [
      "in other quotation marks, cases and line breaks",
      AGENCY.toUpperCase().replaceAll("\n\n", "\n").replaceAll(",", " –"),
    ],
    ["without its last paragraph", paragraphs.slice(0, 3).join("\n\n")],
    [
      "with a paragraph of the outlet's own",
      `${AGENCY}\n\nOur correspondent adds that the mood in the town is calm, and that few people came to hear the debate.`,
    ],
  ])("is one: %s", (_what, text) => {
    expect(areCopies(AGENCY, text)).toBe(true);
    expect(areCopies(text, AGENCY)).toBe(true);
    expect(shared(AGENCY, text)).toBeGreaterThanOrEqual(MIN_SHARED_HASHES);
  });
});

describe("what is no copy", () => {
  test.each([
    ["the same report with another figure", AGENCY.replace("2.4 million", "3.1 million")],
    [
      "another reporter's words on the same vote",
      `Larkmoor says farewell to its iron pier. By eleven votes to two the council decided on Tuesday to have the landmark pulled down. An expert's report leaves no choice, said treasurer Ada Reed: every second pile is rotten. The islands will be served from the coal quay in the meantime. The ferry company welcomed the news. Opponents see a piece of the country's history vanish, for no older iron pier exists anywhere on this coast. Work starts once the herring fleet is back in port and the season has ended.`,
    ],
    ["its opening alone", paragraphs[0] ?? ""],
    [
      "another story with the same furniture",
      `${"A new school opens in Velde this autumn, with room for two hundred children from the valley. ".repeat(4)}\n\n${paragraphs[3]}`,
    ],
  ])("%s", (_what, text) => {
    expect(areCopies(AGENCY, text)).toBe(false);
    expect(areCopies(text, AGENCY)).toBe(false);
  });

  test("two headlines that are the same", () => {
    expect(areCopies("Larkmoor to lose its pier", "Larkmoor to lose its pier")).toBe(false);
    expect(sketchOf("Larkmoor to lose its pier")).toEqual([]);
  });
});

const words = fc.constantFrom(
  ..."ferry pier storm vote council 12 harbour Ada fog night iron boat".split(" "),
);
const texts = fc.array(words, { minLength: 0, maxLength: 120 }).map((list) => list.join(" "));

test("whether two texts are copies does not depend on which comes first", () => {
  fc.assert(fc.property(texts, texts, (a, b) => areCopies(a, b) === areCopies(b, a)));
});

test("a sketch is small, of whole numbers, and the same whatever stands between the words", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const sketch = sketchOf(text);
      expect(sketch.length).toBeLessThanOrEqual(48);
      expect(sketch.every((hash) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32)).toBe(true);
      expect(sketchOf(text.replaceAll(" ", " – \n"))).toEqual(sketch);
    }),
  );
});

const SHARED = new URL("../../../shared/data/multihop-rag/articles.jsonl", import.meta.url);

test.skipIf(!existsSync(SHARED))(
  "609 real news articles of 49 outlets hold no copy from one outlet to another (skipped where ../shared is absent)",
  () => {
    const articles = readFileSync(SHARED, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const byHash = new Map<number, number[]>();
    const pairs = new Map<string, number>();
    for (const [index, { body }] of articles.entries()) {
      for (const hash of sketchOf(body)) {
        for (const other of byHash.get(hash) ?? []) {
          const pair = `${other} ${index}`;
          pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        }
        byHash.set(hash, [...(byHash.get(hash) ?? []), index]);
      }
    }
    const candidates = [...pairs].filter(([, count]) => count >= MIN_SHARED_HASHES);
    expect(candidates.length).toBeGreaterThan(0);
    const copies = candidates.filter(([pair]) => {
      const [a, b] = pair.split(" ").map((index) => articles[Number(index)]);
      return areCopies(a.body, b.body);
    });
    expect(copies).toEqual([]);
  },
);
