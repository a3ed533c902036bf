import { describe, expect, test } from "vitest";
import { matchStatements, overlapOf, touches } from "../../eval/speech-match.ts";

const span = (start: number, end: number) => ({ start, end });
const spoken = (speaker: readonly [number, number], content: readonly [number, number]) => ({
  speaker: [span(...speaker)],
  content: [span(...content)],
});

describe("two contents", () => {
  test("overlap by what they share of all that they cover", () => {
    expect(overlapOf([span(0, 10)], [span(5, 15)])).toBe(5 / 15);
    expect(overlapOf([span(0, 10)], [span(0, 4), span(6, 10)])).toBe(8 / 10);
    expect(overlapOf([span(0, 10)], [span(10, 20)])).toBe(0);
  });

  test("touch when they share a character", () => {
    expect(touches([span(0, 5)], [span(4, 6)])).toBe(true);
    expect(touches([span(0, 5)], [span(5, 6)])).toBe(false);
    expect(touches([], [span(0, 6)])).toBe(false);
  });
});

describe("a found statement", () => {
  test("is a marked one when half of their union is shared and the speakers touch", () => {
    expect(matchStatements([spoken([0, 5], [10, 20])], [spoken([2, 9], [10, 30])])).toEqual([0]);
  });

  test("is none by another speaker, or with too little in common", () => {
    expect(matchStatements([spoken([0, 5], [10, 20])], [spoken([6, 9], [10, 20])])).toEqual([undefined]);
    expect(matchStatements([spoken([0, 5], [10, 20])], [spoken([0, 5], [10, 31])])).toEqual([undefined]);
  });

  test("counts once: of two that fit one marked statement the closer is right", () => {
    const marked = [spoken([0, 5], [10, 20])];
    expect(matchStatements([spoken([0, 5], [10, 18]), spoken([0, 5], [10, 20])], marked)).toEqual([
      undefined,
      0,
    ]);
  });
});
