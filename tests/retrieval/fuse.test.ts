import { describe, expect, test } from "vitest";
import { fuse } from "../../src/retrieval/fuse.ts";
import { hit } from "../support/hit.ts";

describe("fusing", () => {
  test("adds a passage's share of the best BM25 to its weighted cosine", () => {
    const ranked = fuse({
      lexical: [hit({ id: "a" }, 8), hit({ id: "b" }, 4)],
      dense: [hit({ id: "b" }, 0.9), hit({ id: "c" }, 0.5)],
      denseWeight: 0.2,
      clues: [],
    });
    expect(ranked.map(({ article, score }) => [article.id, score])).toEqual([
      ["a", 1],
      ["b", 0.5 + 0.2 * 0.9],
      ["c", 0.2 * 0.5],
    ]);
    expect(ranked[1]?.trace).toEqual({ lexical: 0.5, dense: 0.9, clues: [] });
  });

  test("a clue that holds lifts a hit, and is named in its trace", () => {
    const ranked = fuse({
      lexical: [hit({ id: "a" }, 8), hit({ id: "b", outlet: "Reuters" }, 7)],
      dense: [],
      denseWeight: 0,
      clues: [{ name: "outlet", holds: ({ article }) => article.outlet === "Reuters" }],
    });
    expect(ranked.map(({ article }) => article.id)).toEqual(["b", "a"]);
    expect(ranked.map(({ trace }) => trace.clues)).toEqual([["outlet"], []]);
  });

  test("vectors that point away count as nothing found", () => {
    const ranked = fuse({ lexical: [], dense: [hit({ id: "a" }, -0.4)], denseWeight: 1, clues: [] });
    expect(ranked[0]?.score).toBe(0);
  });

  test("ties have one order, whichever way the hits came", () => {
    const hits = ["c", "a", "b"].map((id) => hit({ id }, 1));
    const order = (lexical: typeof hits) =>
      fuse({ lexical, dense: [], denseWeight: 0, clues: [] }).map(({ article }) => article.id);
    expect(order(hits)).toEqual(["a", "b", "c"]);
    expect(order(hits.toReversed())).toEqual(["a", "b", "c"]);
  });

  test("nothing from nothing", () => {
    expect(fuse({ lexical: [], dense: [], denseWeight: 1, clues: [] })).toEqual([]);
  });
});
