import { TOP } from "./engine.ts";

/** How much of what answers a question was found. */
export interface Quality {
  /** Relevant passages found, of as many as fit among the first ten. */
  readonly recall: number;
  /** The same, with what is found first counted most (binary gains, log2 discount). */
  readonly ndcg: number;
}

/** Judges one list of ids, best first. */
export function judge(found: readonly string[], relevant: ReadonlySet<string>): Quality {
  const possible = Math.min(TOP, relevant.size);
  const ranks = found.slice(0, TOP).flatMap((id, rank) => (relevant.has(id) ? [rank] : []));
  return {
    recall: ranks.length / possible,
    ndcg: sumOf(ranks.map(gainAt)) / sumOf(Array.from({ length: possible }, (_, rank) => gainAt(rank))),
  };
}

/** The mean of each figure. */
export function meanQuality(all: readonly Quality[]): Quality {
  return {
    recall: sumOf(all.map(({ recall }) => recall)) / all.length,
    ndcg: sumOf(all.map(({ ndcg }) => ndcg)) / all.length,
  };
}

/** The value below which a share of the values lies; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const gainAt = (rank: number) => 1 / Math.log2(rank + 2);

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
