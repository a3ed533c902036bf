import { describe, expect, test } from "vitest";
import { atLeastUsual, needsAttention, planNext, type ReadingEnd } from "../../src/sources/schedule.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const waitMs = (end: ReadingEnd, random = 0.5) => {
  const next = planNext(end, { now: NOW, random: () => random });
  return next === null ? null : Date.parse(next) - NOW.getTime();
};
const read = (readAgainInMs?: number) => ({ kind: "read", readAgainInMs }) as const;
const failed = (failures: number, retryAfterMs?: number) =>
  ({ kind: "failed", problem: "unreachable", failures, retryAfterMs }) as const;

describe("the next reading", () => {
  test("is half an hour away, give or take a tenth", () => {
    expect(waitMs(read())).toBe(30 * MINUTE_MS);
    expect(waitMs(read(), 0)).toBe(27 * MINUTE_MS);
    expect(waitMs(read(), 0.999_999)).toBeCloseTo(33 * MINUTE_MS, -3);
  });

  test("is when the source wishes it, within a minute and a day", () => {
    expect(waitMs(read(2 * HOUR_MS))).toBe(2 * HOUR_MS);
    expect(waitMs(read(0))).toBe(MINUTE_MS);
    expect(waitMs(read(1e12))).toBe(24 * HOUR_MS);
  });

  test("is put off twice as long with each failure in a row, up to a day", () => {
    expect([1, 2, 3, 4].map((failures) => waitMs(failed(failures)))).toEqual(
      [30, 60, 120, 240].map((minutes) => minutes * MINUTE_MS),
    );
    expect(waitMs(failed(60))).toBe(24 * HOUR_MS);
    expect(waitMs(failed(2000))).toBe(24 * HOUR_MS);
  });

  test("is never before the moment that the publisher asked for, up to a day", () => {
    expect(waitMs(failed(1, 3 * HOUR_MS), 0)).toBe(3 * HOUR_MS);
    expect(waitMs(failed(1, 1000))).toBe(30 * MINUTE_MS);
    expect(waitMs(failed(1, 1e12), 0)).toBe(24 * HOUR_MS);
  });

  test("does not come by itself when the source is gone", () => {
    expect(waitMs({ kind: "failed", problem: "gone", failures: 1, retryAfterMs: undefined })).toBeNull();
  });

  test("comes no sooner than usual for a feed that wants to be read every minute", () => {
    expect(atLeastUsual(MINUTE_MS, undefined)).toBe(30 * MINUTE_MS);
    expect(atLeastUsual(undefined, 2 * HOUR_MS, HOUR_MS)).toBe(2 * HOUR_MS);
  });
});

describe("a moderator is told", () => {
  const state = (failures: number, isUnreadable: boolean, nextAt: string | null = NOW.toISOString()) =>
    needsAttention({ failures, isUnreadable, nextAt });

  test("after three failures to read what came, or ten to get there", () => {
    expect([state(2, true), state(3, true)]).toEqual([false, true]);
    expect([state(9, false), state(10, false)]).toEqual([false, true]);
  });

  test("at once when the source is gone, and not of one that was never read", () => {
    expect(state(1, false, null)).toBe(true);
    expect(state(0, false, null)).toBe(false);
  });
});
