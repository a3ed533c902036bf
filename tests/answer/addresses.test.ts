import { describe, expect, test } from "vitest";
import { findDomains, holdsAddress } from "../../src/answer/addresses.ts";
import { longestStallMs, MAX_STALL_MS } from "../support/longest-stall.ts";

describe("an address", () => {
  test.each([
    "see https://wreck.example",
    "see www.wreck",
    "see wreck.example/now",
    "see news.wreck.example/now",
    "see wré.example/now",
    "see hxxp://wreck",
    "see wreck[.]example/now",
    "mail a@wreck.example",
    "@everyone",
    "<@123>",
    "[Tickets](x)",
  ])("is held by %s", (text) => {
    expect(holdsAddress(text)).toBe(true);
  });

  test.each([
    "He met Wreck.example in May.",
    "Of 3.5 and/or 4 percent",
    "the U.S./U.K. talks",
    "at 5 p.m. (local)",
    "a [note] (aside)",
  ])("is not held by %s", (text) => {
    expect(holdsAddress(text)).toBe(false);
  });
});

describe("looking for addresses", () => {
  test.each(["a.", "A.", "a-", "1.", ".1", "a.b-", "a@", "@a", "www", "http", "[", "]", "(", "<", "ab.cd", "字."])(
    "in %j, a hundred thousand times, holds nobody up",
    async (piece) => {
      const text = piece.repeat(100_000 / piece.length);
      expect(
        await longestStallMs(() => {
          holdsAddress(text);
          findDomains(text);
        }),
      ).toBeLessThan(MAX_STALL_MS);
    },
  );
});
