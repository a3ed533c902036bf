import type { Opened } from "./filled.ts";
import type { Row } from "./row.ts";
import { percentile } from "./scores.ts";

export interface Surroundings {
  /** Over bare Node. */
  readonly rssBytes: number;
  readonly embedderPerSecond: number | null;
}

/** The table's lines of one engine. */
export function rowsOf(
  { filled, openMs, searchesBy, firstTime, samples }: Opened,
  { rssBytes, embedderPerSecond }: Surroundings,
): Row[] {
  const { entry, ingested, size } = filled;
  const ingestPerSecond = (ingested.passages / ingested.ms) * 1000;
  const needsVectors = searchesBy === "words and vectors";
  return [...samples.values()].map(({ filter, callers, times, stallMs }) => {
    const first = firstTime.get(filter) ?? { recall: Number.NaN, ndcg: Number.NaN, p99Ms: Number.NaN };
    return {
      engine: entry.name,
      passages: size.passages,
      servers: size.servers,
      filter,
      callers,
      p50Ms: round(percentile(times, 0.5)),
      p99Ms: round(percentile(times, 0.99)),
      firstTimeP99Ms: round(first.p99Ms),
      searches: times.length,
      searchesBy,
      recall: round(first.recall, 3),
      ndcg: round(first.ndcg, 3),
      ingestPerSecond: round(ingestPerSecond, 0),
      ingestEmbeddingPerSecond:
        needsVectors && embedderPerSecond !== null
          ? round(1 / (1 / ingestPerSecond + 1 / embedderPerSecond), 1)
          : null,
      openMs: round(openMs),
      rssMb: round(rssBytes / 2 ** 20, 0),
      diskMb: round(filled.diskBytes / 2 ** 20),
      stallMs: round(Math.max(stallMs, ingested.stallMs)),
      stallSearchMs: round(stallMs),
      stallIngestMs: round(ingested.stallMs),
    };
  });
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
