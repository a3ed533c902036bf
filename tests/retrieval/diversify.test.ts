import { describe, expect, test } from "vitest";
import { diversify } from "../../src/retrieval/diversify.ts";
import type { RankedHit } from "../../src/retrieval/fuse.ts";
import { hit } from "../support/hit.ts";

describe("turns", () => {
  const ranked = [
    rank("a1", "Reuters", 9),
    rank("a2", "Reuters", 8),
    rank("a3", "Reuters", 7),
    rank("c1", "The Harbour Post", 6),
    rank("b1", "The Age", 5),
    rank("b2", "The Age", 4),
  ];

  test("are taken by the outlets that a question names, and the others follow", () => {
    const hits = diversify(ranked, { outlets: ["The Age", "Reuters"], takesTurns: true, limit: 10 });
    expect(idsOf(hits)).toEqual(["a1", "b1", "a2", "b2", "a3", "c1"]);
  });

  test("give both sides room when there is little", () => {
    expect(idsOf(diversify(ranked, { outlets: ["Reuters", "The Age"], takesTurns: true, limit: 2 }))).toEqual(
      ["a1", "b1"],
    );
  });

  test("are not taken with one outlet or none", () => {
    const order = ["a1", "a2", "a3", "c1", "b1", "b2"];
    expect(idsOf(diversify(ranked, { outlets: ["The Age"], takesTurns: true, limit: 10 }))).toEqual(order);
    expect(idsOf(diversify(ranked, { outlets: [], takesTurns: true, limit: 10 }))).toEqual(order);
  });

  test("an outlet without a hit has none", () => {
    expect(idsOf(diversify(ranked, { outlets: ["Time", "The Age"], takesTurns: true, limit: 3 }))).toEqual([
      "b1",
      "b2",
      "a1",
    ]);
  });
});

describe("an outlet that floods a question", () => {
  const flood = ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"].map((id, index) =>
    rank(id, "Reuters", 20 - index),
  );
  const ranked = [...flood, rank("b1", "The Age", 2), rank("c1", "Time", 1)];

  test("leaves room for the others", () => {
    const hits = diversify(ranked, { outlets: [], takesTurns: true, limit: 8 });
    expect(idsOf(hits)).toEqual(["a1", "a2", "a3", "a4", "a5", "a6", "b1", "c1"]);
  });

  test("fills what they leave", () => {
    const hits = diversify(ranked, { outlets: [], takesTurns: true, limit: 10 });
    expect(idsOf(hits)).toEqual(["a1", "a2", "a3", "a4", "a5", "a6", "b1", "c1", "a7", "a8"]);
  });

  test("is heard out when the question names it", () => {
    const hits = diversify(ranked, { outlets: ["Reuters"], takesTurns: false, limit: 8 });
    expect(idsOf(hits)).toEqual(idsOf(flood));
  });
});

describe("copies", () => {
  const text = "The ministers met in Geneva on Thursday and agreed to send experts to Vienna next week.";

  test("of one agency text count once, the best of them", () => {
    const hits = diversify(
      [rank("a", "Reuters", 9, text), rank("b", "The Age", 8, text), rank("c", "Time", 7)],
      { outlets: [], takesTurns: true, limit: 10 },
    );
    expect(idsOf(hits)).toEqual(["a", "c"]);
  });

  test("with another town and other typography are copies still", () => {
    const copy = `LONDON — ${text.replace("Thursday", "“Thursday”")}`;
    const hits = diversify([rank("a", "Reuters", 9, text), rank("b", "The Age", 8, copy)], {
      outlets: [],
      takesTurns: true,
      limit: 10,
    });
    expect(idsOf(hits)).toEqual(["a"]);
  });

  test("that differ in a number or a name are two reports", () => {
    const other = text.replace("Vienna", "Prague");
    const hits = diversify([rank("a", "Reuters", 9, text), rank("b", "The Age", 8, other)], {
      outlets: [],
      takesTurns: true,
      limit: 10,
    });
    expect(idsOf(hits)).toEqual(["a", "b"]);
  });

  test("passages that share their subject only are none", () => {
    const other = "The ministers met in Geneva on Thursday, but could not agree on anything at all.";
    const hits = diversify([rank("a", "Reuters", 9, text), rank("b", "The Age", 8, other)], {
      outlets: [],
      takesTurns: true,
      limit: 10,
    });
    expect(idsOf(hits)).toEqual(["a", "b"]);
  });
});

test("one long article leaves room for others", () => {
  const long = Array.from({ length: 10 }, (_, index) => {
    const ranked = rank("long", "Reuters", 20 - index, `Paragraph number ${index} of ${index} many others`);
    return { ...ranked, passage: { ...ranked.passage, id: `long@${index}` } };
  });
  const hits = diversify([...long, rank("short", "The Age", 1)], {
    outlets: [],
    takesTurns: true,
    limit: 10,
  });
  expect(idsOf(hits)).toEqual([...Array.from({ length: 6 }, () => "long"), "short"]);
});

function rank(id: string, outlet: string, score: number, body = `Only ${id} speaks of ${id}.`): RankedHit {
  return { ...hit({ id, outlet, body }, score), trace: { lexical: 1, dense: 0, clues: [] } };
}

function idsOf(hits: readonly RankedHit[]): string[] {
  return hits.map(({ article }) => article.id);
}
