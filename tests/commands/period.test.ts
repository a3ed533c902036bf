import { expect, test } from "vitest";
import { parseEdge } from "../../src/commands/period.ts";

/** A Wednesday. */
const now = new Date("2026-03-04T15:30:00Z");

test.each([
  ["2026-02-27", "2026-02-27T00:00:00.000Z", "2026-02-28T00:00:00.000Z"],
  ["yesterday", "2026-03-03T00:00:00.000Z", "2026-03-04T00:00:00.000Z"],
  ["Friday", "2026-02-27T00:00:00.000Z", "2026-02-28T00:00:00.000Z"],
  ["last Monday", "2026-03-02T00:00:00.000Z", "2026-03-03T00:00:00.000Z"],
  ["February 2026", "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
  ["2025", "2025-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"],
  ["3 hours ago", "2026-03-04T12:30:00.000Z", "2026-03-04T12:30:00.000Z"],
])("%s begins and ends as people mean it", (typed, start, end) => {
  expect(parseEdge(typed, "since", { now, language: "en" })).toBe(start);
  expect(parseEdge(typed, "until", { now, language: "en" })).toBe(end);
});

test.each([
  ["de", "gestern"],
  ["fr", "hier"],
  ["es", "ayer"],
  ["pt", "ontem"],
  ["ja", "昨日"],
  ["de", "yesterday"],
] as const)("a member who speaks %s may say %s", (language, typed) => {
  expect(parseEdge(typed, "since", { now, language })).toBe("2026-03-03T00:00:00.000Z");
});

test.each(["", "   ", "soonish", "the day of reckoning", "32.13.2026", "@everyone"])(
  "%j is no date",
  (typed) => {
    expect(parseEdge(typed, "since", { now, language: "en" })).toBeUndefined();
  },
);
