/** What was measured at one moment. */
export interface Sample {
  /** Milliseconds since the beginning. */
  readonly atMs: number;
  readonly rssMb: number;
  readonly heapMb: number;
  /** What keeps the process alive: `process.getActiveResourcesInfo()`. */
  readonly handles: number;
  readonly openFiles: number;
  readonly storeMb: number;
}

/** How one figure went in the second half. */
export interface Trend {
  readonly name: string;
  /** The least of the third quarter: what was in use when the garbage had just been collected. */
  readonly before: number;
  /** The least of the last quarter. */
  readonly after: number;
  readonly allowed: number;
  readonly isFlat: boolean;
}

/**
 * By how much a figure may grow from one quarter to the next and be called flat: a share of it, or so much where that is
 * more. The store keeps what stands behind buttons for an hour, so that in an hour's soak it still fills: 8 kB an answer
 * at most, and in fact 1 MB a quarter.
 */
const ALLOWANCES = {
  rssMb: { share: 0.05, least: 16 },
  heapMb: { share: 0.1, least: 8 },
  handles: { share: 0.1, least: 2 },
  openFiles: { share: 0.1, least: 2 },
  storeMb: { share: 0.1, least: 4 },
} as const;
const NAMES = ["rssMb", "heapMb", "handles", "openFiles", "storeMb"] as const;

/**
 * Whether memory, handles and the store's size were flat in the second half of the samples, which are in order. What is
 * compared is the least of its two quarters, since memory rises until V8 collects the main thread's garbage and gives
 * it back (`--trace-gc`: 170 MB committed, 76 MB of it alive), by up to 120 MB for up to 15 minutes: a line laid through
 * all samples has the slope of the teeth that it happens to cut. A soak of less than an hour may have no such moment in
 * a quarter.
 */
export function judge(samples: readonly Sample[]): Trend[] {
  const quarter = Math.floor(samples.length / 4);
  return NAMES.map((name) => {
    const least = (of: readonly Sample[]) => Math.min(...of.map((sample) => sample[name]));
    const before = least(samples.slice(2 * quarter, 3 * quarter));
    const after = least(samples.slice(3 * quarter));
    const allowed = Math.max(ALLOWANCES[name].least, ALLOWANCES[name].share * before);
    return { name, before, after, allowed, isFlat: after - before <= allowed };
  });
}
