import { expect, test } from "vitest";
import { parseFirstDay, parseLastDay, parseQuestionDay } from "../../src/terminal/day.ts";

/** A Thursday. */
const NOW = { now: new Date("2026-03-05T15:30:00Z"), timeZone: "UTC" };

test.each([
  ["2026-02-27", "2026-02-27T00:00:00.000Z", "2026-02-28T00:00:00.000Z"],
  ["last Monday", "2026-03-02T00:00:00.000Z", "2026-03-03T00:00:00.000Z"],
  [" 27 February 2026", "2026-02-27T00:00:00.000Z", "2026-02-28T00:00:00.000Z"],
  ["today", "2026-03-05T00:00:00.000Z", "2026-03-06T00:00:00.000Z"],
  ["2026-02-27T10:30:00Z", "2026-02-27T10:30:00.000Z", "2026-02-27T10:30:00.000Z"],
  ["2026-02-27T23:30:00-05:00", "2026-02-28T04:30:00.000Z", "2026-02-28T04:30:00.000Z"],
])("since %s begins with its midnight, until %s takes the whole day in", (day, first, last) => {
  expect(parseFirstDay("--since", day, NOW)).toBe(first);
  expect(parseLastDay("--until", day, NOW)).toBe(last);
});

test.each(["", "2026-02-31", "2026-13-01", "banana", "27 February 2026 or so", "2026-02-27Tx", "2026-2-7x"])(
  "%j is no day",
  (day) => {
    expect(() => parseFirstDay("--since", day, NOW)).toThrow(`--since takes a day such as 2026-02-27`);
  },
);

test.each([
  ["2026-03-08", "America/Los_Angeles", "2026-03-08T08:00:00.000Z", "2026-03-09T07:00:00.000Z"],
  ["today", "Pacific/Auckland", "2026-03-05T11:00:00.000Z", "2026-03-06T11:00:00.000Z"],
  ["yesterday", "America/Los_Angeles", "2026-03-04T08:00:00.000Z", "2026-03-05T08:00:00.000Z"],
  ["2026-02-27T10:30:00Z", "Pacific/Auckland", "2026-02-27T10:30:00.000Z", "2026-02-27T10:30:00.000Z"],
])("%s in %s is from midnight to midnight there", (day, timeZone, first, last) => {
  expect(parseFirstDay("--since", day, { ...NOW, timeZone })).toBe(first);
  expect(parseLastDay("--until", day, { ...NOW, timeZone })).toBe(last);
});

test.each([
  ["2026-02-27", "UTC", "2026-02-27T12:00:00.000Z"],
  ["2026-02-27", "Pacific/Auckland", "2026-02-26T23:00:00.000Z"],
  ["yesterday", "UTC", "2026-03-04T12:00:00.000Z"],
  ["2026-02-27T10:30:00Z", "Pacific/Auckland", "2026-02-27T10:30:00.000Z"],
  ["2026-02-27T10:30", "Pacific/Auckland", "2026-02-26T21:30:00.000Z"],
])("a question of %s in %s is put at noon there, or at its moment", (day, timeZone, moment) => {
  expect(parseQuestionDay("--now", day, { ...NOW, timeZone }).toISOString()).toBe(moment);
});
