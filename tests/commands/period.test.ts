import fc from "fast-check";
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

test.each([
  ["yesterday", "Pacific/Auckland", "2026-03-03T11:00:00.000Z", "2026-03-04T11:00:00.000Z"],
  ["2026-03-08", "America/Los_Angeles", "2026-03-08T08:00:00.000Z", "2026-03-09T07:00:00.000Z"],
  ["February 2026", "America/Los_Angeles", "2026-02-01T08:00:00.000Z", "2026-03-01T08:00:00.000Z"],
  ["2025", "Europe/Berlin", "2024-12-31T23:00:00.000Z", "2025-12-31T23:00:00.000Z"],
  ["Friday", "Pacific/Auckland", "2026-02-26T11:00:00.000Z", "2026-02-27T11:00:00.000Z"],
  ["3 hours ago", "Pacific/Auckland", "2026-03-04T12:30:00.000Z", "2026-03-04T12:30:00.000Z"],
])("%s in %s is from midnight to midnight there", (typed, timeZone, start, end) => {
  expect(parseEdge(typed, "since", { now, language: "en", timeZone })).toBe(start);
  expect(parseEdge(typed, "until", { now, language: "en", timeZone })).toBe(end);
});

test.each([
  "",
  "   ",
  "soonish",
  "the day of reckoning",
  "32.13.2026",
  "@everyone",
  "9999-99-99",
  "2026-13-01",
  "2026-02-30",
  "999999999999999999999 days ago",
  "\u202E",
])("%j is no date", (typed) => {
  expect(parseEdge(typed, "since", { now, language: "en" })).toBeUndefined();
});

test("whatever is typed is no date, or one that sorts as dates do", () => {
  const pieces = fc.constantFrom(
    "9999",
    "-12",
    "-31",
    "0",
    "1e999",
    " days ago",
    " in ",
    "monday",
    "昨日",
    "/",
    ":59",
    "Z",
  );
  const typed = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 8 })
    .map((all) => all.join(""));
  fc.assert(
    fc.property(
      typed,
      fc.constantFrom("since", "until"),
      fc.constantFrom("en", "de", "ja"),
      (value, edge, language) => {
        expect(parseEdge(value, edge, { now, language }) ?? "2026-01-01T00:00:00.000Z").toMatch(
          /^\d{4}-\d\d-\d\dT/,
        );
      },
    ),
    { numRuns: 300 },
  );
  expect(parseEdge("9999-12-31", "until", { now, language: "en" })).toBe("9999-12-31T23:59:59.999Z");
});
