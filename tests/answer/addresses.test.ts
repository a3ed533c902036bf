import { describe, expect, test } from "vitest";
import { holdsAddress } from "../../src/answer/addresses.ts";

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
