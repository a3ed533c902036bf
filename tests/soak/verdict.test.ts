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

  test("when memory rises for long and falls as garbage is collected, wherever the soak ends", () => {
    for (let offset = 0; offset < 26; offset += 1) {
      const teeth = samplesOf((minute) => ({ rssMb: 350 + ((minute + offset) % 26) * 5 }));
      expect(growing(teeth), `ending ${offset} minutes into a tooth`).toEqual([]);
    }
  });
});

describe("a soak is not flat", () => {
  test.each([
    ["rssMb", (minute: number) => ({ rssMb: 300 + minute })],
    ["heapMb", (minute: number) => ({ heapMb: 60 + (minute % 7) * 5 + minute / 2 })],
    ["handles", (minute: number) => ({ handles: 7 + Math.floor(minute / 10) })],
    ["openFiles", (minute: number) => ({ openFiles: 48 + Math.floor(minute / 4) })],
    ["storeMb", (minute: number) => ({ storeMb: 20 + minute / 5 })],
  ])("when %s goes on growing", (name, figuresAt) => {
    expect(growing(samplesOf(figuresAt))).toEqual([name]);
  });

  test("by as much as its least has grown", () => {
    const [trend] = judge(samplesOf((minute) => ({ rssMb: 300 + minute })));
    expect(trend).toEqual({ name: "rssMb", before: 360, after: 390, allowed: 18, isFlat: false });
  });
});
