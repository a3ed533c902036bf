import { expect, test } from "vitest";
import { parseDate, parseDateLine } from "../../src/formats/published-date.ts";

test.each([
  ["2026-02-27", "2026-02-27T00:00:00.000Z"],
  ["2026-02-27T10:15:30+02:00", "2026-02-27T08:15:30.000Z"],
  ["2026-02-27 10:15", "2026-02-27T10:15:00.000Z"],
  ["20260227", "2026-02-27T00:00:00.000Z"],
  ["2026/02/27", "2026-02-27T00:00:00.000Z"],
  ["27.2.2026", "2026-02-27T00:00:00.000Z"],
  ["27 February 2026", "2026-02-27T00:00:00.000Z"],
  ["Friday, Feb. 27, 2026", "2026-02-27T00:00:00.000Z"],
  ["Fri, 27 Feb 2026 10:15:00 GMT", "2026-02-27T10:15:00.000Z"],
  ["Fri, 27 Feb 2026 10:15:00 -0500", "2026-02-27T15:15:00.000Z"],
  ["1772186400", "2026-02-27T10:00:00.000Z"],
])("%s is %s", (written, iso) => {
  expect(parseDate(written)).toBe(iso);
});

test.each([
  "",
  "soon",
  "Feb 27",
  "February 2026",
  "03/04/2026",
  "2026-02-31",
  "2026-13-01",
  "yesterday",
  "0",
  null,
])("%j is no date that can be relied on", (written) => {
  expect(parseDate(written)).toBeNull();
});

test("a line that says more than a date is none", () => {
  expect(parseDateLine("February 27, 2026")).toBe("2026-02-27T00:00:00.000Z");
  expect(parseDateLine("February 27, 2026 was a foggy day")).toBeNull();
});
