import { describe, expect, test } from "vitest";
import { fuse } from "../../src/retrieval/fuse.ts";
import { addWhole, mergeParts } from "../../src/retrieval/merge-parts.ts";
import { hit } from "../support/hit.ts";

describe("a part's ranking", () => {
  test("is led by the part's own words; the whole question's say what it is about", () => {
    const hits = addWhole(
      [hit({ id: "a" }, 10), hit({ id: "b" }, 9)],
      [hit({ id: "b" }, 20), hit({ id: "c" }, 30)],
    );
    expect(hits.map(({ article }) => article.id)).toEqual(["b", "a", "c"]);
    expect(hits[0]?.score).toBeCloseTo(0.8 * 9 + 0.2 * 20);
  });

  test("of nothing is nothing", () => {
    expect(addWhole([], [])).toEqual([]);
    expect(mergeParts([{ ranked: [], bestBm25: 0 }])).toEqual([]);
  });
});

describe("merging parts", () => {
  test("brings the best passages of each near the top, those of the better matched part first", () => {
    const merged = mergeParts([part({ a: 10, b: 4, c: 3 }), part({ d: 40, e: 8 })]);
    expect(merged.map(({ article }) => article.id)).toEqual(["d", "a", "b", "c", "e"]);
  });

  test("a passage counts once, for the part that it serves best", () => {
    const merged = mergeParts([part({ a: 10, b: 5 }), part({ c: 10, b: 9 })]);
    expect(merged.map(({ article, trace }) => [article.id, trace.part])).toEqual([
      ["a", 0],
      ["c", 1],
      ["b", 1],
    ]);
  });
});

function part(scores: Record<string, number>) {
  const lexical = Object.entries(scores).map(([id, score]) => hit({ id }, score));
  return {
    ranked: fuse({ lexical, dense: [], denseWeight: 0, clues: [] }),
    bestBm25: lexical[0]?.score ?? 0,
  };
}
