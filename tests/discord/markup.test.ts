import { describe, expect, test } from "vitest";
import { clip } from "../../src/discord/markup.ts";

describe("a label that is too long", () => {
  test("ends with a whole word", () => {
    expect(clip("Envoys passed messages through the host", 33)).toBe("Envoys passed messages through…");
    expect(clip("Envoys passed messages through the host", 31)).toBe("Envoys passed messages through…");
  });

  test("is cut in a word that would take half of it along, and never in a character", () => {
    expect(clip("a".repeat(50), 10)).toBe(`${"a".repeat(9)}…`);
    expect(clip("🕊️🕊️🕊️🕊️🕊️🕊️", 8).isWellFormed()).toBe(true);
  });

  test("that fits stays as it is", () => {
    expect(clip("Talks end in Geneva", 19)).toBe("Talks end in Geneva");
  });
});
