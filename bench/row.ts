import { z } from "zod";
import { FILTERS } from "./engine.ts";

/** One line of the table: one engine, one size, one filter, so many callers. */
export const rowSchema = z.object({
  engine: z.string(),
  passages: z.number(),
  servers: z.number(),
  filter: z.enum(FILTERS),
  callers: z.number(),
  /** Of a search, from the moment when it was asked for. */
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** The 99th of 100 when each question is asked for the first time of a process that has just started. */
  firstTimeP99Ms: z.number(),
  /** How many searches those figures are of. */
  searches: z.number(),
  searchesBy: z.enum(["words and vectors", "words"]),
  recall: z.number(),
  ndcg: z.number(),
  /** Vectors given. */
  ingestPerSecond: z.number(),
  /** With the offline embedder before it; null where no vectors are needed or the embedder was not measured. */
  ingestEmbeddingPerSecond: z.number().nullable(),
  /** Until a process that has just started has answered one question. */
  openMs: z.number(),
  /** Of the process that searches, over bare Node that is asked the same. */
  rssMb: z.number(),
  diskMb: z.number(),
  /** The longest that the main thread was busy, taking in or searching. */
  stallMs: z.number(),
  stallSearchMs: z.number(),
  stallIngestMs: z.number(),
});

export type Row = z.infer<typeof rowSchema>;

/** What one run prints with `--json`. */
export const resultSchema = z.object({
  machine: z.string(),
  /** Passages of about 60 words a second; null when it was not measured. */
  embedderPerSecond: z.number().nullable(),
  rows: z.array(rowSchema),
  failures: z.array(z.object({ engine: z.string(), passages: z.number(), reason: z.string() })),
});

export type Result = z.infer<typeof resultSchema>;
