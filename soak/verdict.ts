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
  readonly median: number;
  /** By how much it has grown in that half, along the line of its median slope. */
  readonly growth: number;
  readonly allowed: number;
  readonly isFlat: boolean;
}

/**
 * How much a figure may grow in half a soak and be called flat: a share of its median, or so much where that is more.
 * The heap's teeth alone give the line a slope of a few megabytes either way; and the store keeps what stands behind
 * buttons for an hour, 8 kB an answer, so that in the second half hour it still fills with about 15 MB of that.
 */
const ALLOWANCES = {
  rssMb: { share: 0.05, least: 16 },
  heapMb: { share: 0.1, least: 8 },
  handles: { share: 0.1, least: 2 },
  openFiles: { share: 0.1, least: 2 },
  storeMb: { share: 0.1, least: 24 },
} as const;
const NAMES = ["rssMb", "heapMb", "handles", "openFiles", "storeMb"] as const;

/** Whether memory, handles and the store's size were flat in the second half of the samples, which are in order. */
export function judge(samples: readonly Sample[]): Trend[] {
  const half = samples.slice(Math.floor(samples.length / 2));
  const spanMs = (half.at(-1)?.atMs ?? 0) - (half[0]?.atMs ?? 0);
  return NAMES.map((name) => {
    const points = half.map((sample) => ({ x: sample.atMs, y: sample[name] }));
    const middle = median(points.map(({ y }) => y));
    const growth = medianSlope(points) * spanMs;
    const allowed = Math.max(ALLOWANCES[name].least, ALLOWANCES[name].share * middle);
    return { name, median: middle, growth, allowed, isFlat: growth <= allowed };
  });
}

/** The Theil–Sen estimator: the median of the slopes between every two points, which one peak does not bend. */
function medianSlope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const slopes = points.flatMap((from, index) =>
    points.slice(index + 1).flatMap((to) => (to.x > from.x ? (to.y - from.y) / (to.x - from.x) : [])),
  );
  return slopes.length === 0 ? 0 : median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
