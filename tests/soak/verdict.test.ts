import { describe, expect, test } from "vitest";
import { judge, type Sample } from "../../soak/verdict.ts";

const MINUTES = 120;

/** A sample a minute; what is not given stays as it is. */
function samplesOf(figuresAt: (minute: number) => Partial<Sample>): Sample[] {
  return Array.from({ length: MINUTES }, (_, minute) => ({
    atMs: minute * 60_000,
    rssMb: 300,
    heapMb: 60,
    handles: 7,
    openFiles: 48,
    storeMb: 20,
    ...figuresAt(minute),
  }));
}

const growing = (samples: readonly Sample[]) =>
  judge(samples)
    .filter(({ isFlat }) => !isFlat)
    .map(({ name }) => name);

describe("a soak is flat", () => {
  test("when nothing changes, or shrinks", () => {
    expect(growing(samplesOf(() => ({})))).toEqual([]);
    expect(growing(samplesOf((minute) => ({ rssMb: 400 - minute })))).toEqual([]);
  });

  test("when what grew did so in the first half", () => {
    expect(growing(samplesOf((minute) => ({ rssMb: 200 + Math.min(minute, 60) * 3 })))).toEqual([]);
  });

  test("when memory rises and falls as garbage is collected, and once far more", () => {
    expect(growing(samplesOf((minute) => ({ heapMb: 60 + (minute % 7) * 5 })))).toEqual([]);
    expect(growing(samplesOf((minute) => ({ rssMb: minute > 114 ? 900 : 300 })))).toEqual([]);
  });
});

describe("a soak is not flat", () => {
  test.each([
    ["rssMb", (minute: number) => ({ rssMb: 300 + minute / 3 })],
    ["heapMb", (minute: number) => ({ heapMb: 60 + (minute % 7) * 5 + minute / 4 })],
    ["handles", (minute: number) => ({ handles: 7 + Math.floor(minute / 10) })],
    ["openFiles", (minute: number) => ({ openFiles: 48 + Math.floor(minute / 10) })],
    ["storeMb", (minute: number) => ({ storeMb: 20 + minute / 2 })],
  ])("when %s goes on growing", (name, figuresAt) => {
    expect(growing(samplesOf(figuresAt))).toEqual([name]);
  });

  test("by as much as it grew in the second half", () => {
    const [trend] = judge(samplesOf((minute) => ({ rssMb: 300 + minute })));
    expect(trend).toMatchObject({ name: "rssMb", growth: 59, allowed: 389.5 * 0.05 });
  });
});
