import { expect, test } from "vitest";
import { dayOf, fromWallClock, momentOf, toWallClock } from "../../src/articles/days.ts";

const at = (isoDate: string) => Date.parse(isoDate);

test.each([
  ["UTC", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"],
  ["Pacific/Auckland", "2026-02-27T11:00:00Z", "2026-02-28T00:00:00Z"],
  ["Pacific/Auckland", "2026-06-27T12:00:00Z", "2026-06-28T00:00:00Z"],
  ["America/Los_Angeles", "2026-02-27T08:00:00Z", "2026-02-27T00:00:00Z"],
  ["Asia/Kathmandu", "2026-02-27T00:00:00.250Z", "2026-02-27T05:45:00.250Z"],
])("the clocks of %s show at %s what Greenwich's show at %s", (zone, moment, shown) => {
  expect(toWallClock(at(moment), zone)).toBe(at(shown));
  expect(fromWallClock(at(shown), zone)).toBe(at(moment));
});

test.each([
  ["a summer that begins", "America/Los_Angeles", "2026-03-08", 23],
  ["a summer that ends", "America/Los_Angeles", "2026-11-01", 25],
  ["a summer that ends in the south", "Pacific/Auckland", "2026-04-05", 25],
  ["a summer that begins at midnight", "Africa/Cairo", "2026-04-24", 23],
  ["a summer that ends at midnight", "America/Havana", "2026-11-01", 25],
])("a day with %s (%s) is as long as it is", (_what, zone, day, hours) => {
  const midnight = at(`${day}T00:00:00Z`);
  const next = fromWallClock(midnight + 24 * 3_600_000, zone);
  expect((next - fromWallClock(midnight, zone)) / 3_600_000).toBe(hours);
});

test.each([
  ["2026-02-27T09:59:00Z", "Pacific/Auckland", "2026-02-27"],
  ["2026-02-27T11:00:00Z", "Pacific/Auckland", "2026-02-28"],
  ["2026-02-27T07:59:00Z", "America/Los_Angeles", "2026-02-26"],
  ["2026-02-27T08:00:00Z", "America/Los_Angeles", "2026-02-27"],
])("%s in %s is on %s", (moment, zone, day) => {
  expect(dayOf(moment, zone)).toBe(day);
});

test("a day without a time is that day everywhere, and begins there", () => {
  for (const [zone, begins] of [
    ["Pacific/Auckland", "2026-02-26T11:00:00Z"],
    ["America/Los_Angeles", "2026-02-27T08:00:00Z"],
  ] as const) {
    expect(dayOf("2026-02-27T00:00:00.000Z", zone)).toBe("2026-02-27");
    expect(momentOf("2026-02-27T00:00:00.000Z", zone)).toBe(at(begins));
    expect(momentOf("2026-02-27T00:00:01Z", zone)).toBe(at("2026-02-27T00:00:01Z"));
  }
});

test("a moment before all calendars stays what it is", () => {
  const early = at("-000042-01-01T00:00:00Z");
  expect(toWallClock(early, "Europe/Berlin")).toBe(early);
  expect(toWallClock(Number.NaN, "Europe/Berlin")).toBeNaN();
});
