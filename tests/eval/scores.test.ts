import { describe, expect, test } from "vitest";
import {
  balancedAccuracy,
  containsAnswer,
  foldText,
  holdsText,
  mean,
  percentile,
  scoreRanking,
} from "../../eval/scores.ts";

/** Ten ranks, of which some hold pieces of evidence. */
function ranking(held: Readonly<Record<number, readonly number[]>>): ReadonlySet<number>[] {
  return Array.from({ length: 12 }, (_, index) => new Set(held[index + 1] ?? []));
}

describe("a ranking", () => {
  test("with one of three pieces at rank 2 and another at rank 5", () => {
    const scores = scoreRanking(ranking({ 2: [0], 5: [1] }), 3);
    expect(scores).toMatchObject({ hitsAt4: 1, hitsAt10: 1, allAt10: 0, mrrAt10: 1 / 2 });
    expect(scores.shareAt10).toBeCloseTo(2 / 3);
    // New pieces over the rank, over the pieces there are: (1/2 + 1/5) / 3.
    expect(scores.mapAt10).toBeCloseTo(0.7 / 3);
    // (1/log2(3) + 1/log2(6)) / (1/log2(2) + 1/log2(3) + 1/log2(4)).
    expect(scores.ndcgAt10).toBeCloseTo((0.63093 + 0.38685) / (1 + 0.63093 + 0.5), 4);
  });

  test("counts a piece for MAP where it is first found, and two pieces of one passage twice", () => {
    const scores = scoreRanking(ranking({ 1: [0, 1], 2: [0] }), 2);
    expect(scores).toMatchObject({ allAt10: 1, mrrAt10: 1, mapAt10: 1, ndcgAt10: 1 });
  });

  test("that holds nothing scores nothing", () => {
    expect(Object.values(scoreRanking(ranking({}), 2))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("ends at rank 10, and its top at rank 4", () => {
    expect(scoreRanking(ranking({ 11: [0] }), 1)).toMatchObject({ hitsAt10: 0, mrrAt10: 0 });
    expect(scoreRanking(ranking({ 5: [0] }), 1)).toMatchObject({ hitsAt4: 0, hitsAt10: 1 });
  });

  test("can hold at most ten pieces, one a passage, and is perfect then", () => {
    const all = Array.from({ length: 10 }, (_, index) => new Set([index]));
    expect(scoreRanking(all, 12)).toMatchObject({ ndcgAt10: 1, allAt10: 0, shareAt10: 10 / 12 });
  });
});

describe("balanced accuracy", () => {
  const judge = (isTrue: boolean, isAccepted: boolean) => ({ isTrue, isAccepted });

  test("is the mean of the two classes' recalls, whatever their sizes", () => {
    const judged = [
      judge(true, true),
      judge(true, true),
      judge(true, true),
      judge(true, false),
      judge(false, true),
    ];
    expect(balancedAccuracy(judged)).toBe((3 / 4 + 0) / 2);
  });

  test("is a half for who believes everything", () => {
    expect(balancedAccuracy([judge(true, true), judge(false, true), judge(false, true)])).toBe(0.5);
  });
});

describe("a short answer", () => {
  test("is contained whatever its case and punctuation", () => {
    expect(containsAnswer("The lock opened on 3-May: at last.", ["3 may"])).toBe(true);
    expect(containsAnswer("It was “Harbour Queen”.", ["the queen", "HARBOUR QUEEN"])).toBe(true);
  });

  test("is not contained in other words, nor when it is empty", () => {
    expect(containsAnswer("The lock opened.", ["closed", "", "?"])).toBe(false);
  });

  test("is folded to letters, digits and single spaces", () => {
    expect(foldText("  Île-de-Ré,  2nd! ")).toBe("île de ré 2nd");
  });
});

test("a passage holds evidence whatever its white space and case", () => {
  expect(holdsText("The Ferry\n\nsank at noon.", "the ferry sank")).toBe(true);
  expect(holdsText("The ferry did not sink.", "the ferry sank")).toBe(false);
});

test("a percentile is the nearest rank", () => {
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(percentile([4, 1, 3, 2], 0.99)).toBe(4);
  expect(percentile([], 0.5)).toBeNaN();
  expect(mean([1, 2])).toBe(1.5);
});
