import { describe, expect, test } from "vitest";
import { findRestriction } from "../../src/formats/restrictions.ts";

describe("robots directives", () => {
  test.each([
    "noai",
    "index, follow, nosnippet",
    "NOAI",
    "max-snippet:0",
    "max-snippet: 120",
    "max-image-preview:large, max-snippet:299",
    "onrecord: noai",
    "*: noai",
    "googlebot: noindex, onrecord: nosnippet",
    "googlebot: noindex\nnoai, onrecord: noai",
  ])("forbid: %s", (robots) => {
    expect(findRestriction({ robots })).toMatch(/^its publisher does not allow more \([a-z-]+(?::\d+)?\)$/);
  });

  test.each([
    "",
    "index, follow",
    "noindex, nofollow, noarchive",
    "max-snippet:-1, max-image-preview:large",
    "max-snippet:300",
    "max-snippet:a lot",
    "noimageai",
    "googlebot: nosnippet, noai",
    "unavailable_after: 25 Jun 2027 15:00:00 PST",
    ":,:,,  , ,",
  ])("allow quotes: %s", (robots) => {
    expect(findRestriction({ robots })).toBeUndefined();
  });

  test("a reason says which directive it was", () => {
    expect(findRestriction({ robots: "index, max-snippet: 50" })).toBe(
      "its publisher does not allow more (max-snippet:50)",
    );
  });
});

describe("other signals", () => {
  test("text and data mining may be reserved", () => {
    expect(findRestriction({ tdmReservation: " 1 " })).toContain("tdm-reservation");
    expect(findRestriction({ tdmReservation: "0" })).toBeUndefined();
  });

  test.each([
    "ai-input=no",
    "search=yes, ai-input=no",
    "search=yes,AI-INPUT = no",
    "ai-train=no, ai-input=no",
  ])("a content signal forbids what answers are made of: %s", (contentSignal) => {
    expect(findRestriction({ contentSignal })).toContain("ai-input=no");
  });

  test.each(["ai-train=no", "search=no", "ai-input=yes", "my-ai-input=no", "ai-input=nobody"])(
    "a content signal about anything else forbids nothing here: %s",
    (contentSignal) => {
      expect(findRestriction({ contentSignal })).toBeUndefined();
    },
  );

  test("no signal at all forbids nothing", () => {
    expect(findRestriction({})).toBeUndefined();
  });
});
