import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FilterName, OpenOptions } from "./engine.ts";
import { type EngineProcess, startEngine } from "./engine-process.ts";
import type { EngineEntry } from "./engines.ts";
import type { Ingested } from "./measure.ts";
import type { NewsroomSize } from "./newsroom.ts";
import type { JudgedQuestion } from "./questions.ts";
import { judge, meanQuality, percentile, type Quality } from "./scores.ts";

export interface FillRequest {
  readonly entry: EngineEntry;
  readonly owner: OpenOptions["owner"];
  /** What it will be asked with. */
  readonly filters: readonly FilterName[];
  /** Empty. */
  readonly folder: string;
  readonly size: NewsroomSize;
}

/** An engine that holds a newsroom, in no process. */
export interface Filled extends FillRequest {
  readonly ingested: Ingested;
  readonly diskBytes: number;
}

/** Fills an engine in a process of its own, which ends. */
export async function fillEngine(request: FillRequest): Promise<Filled> {
  const process = startEngine(request.entry.script);
  try {
    await process.open({ options: { ...openOptionsOf(request), isNew: true }, filter: "none" });
    const ingested = await process.ingest(request.size);
    const outsideBytes = await process.outsideBytes();
    await process.close();
    return { ...request, ingested, diskBytes: outsideBytes + (await sizeOfFolder(request.folder)) };
  } finally {
    await process.end();
  }
}

/** What was measured of one filter and so many callers. */
export interface Sample {
  readonly filter: FilterName;
  readonly callers: number;
  readonly times: readonly number[];
  readonly stallMs: number;
}

export const sampleKey = (filter: FilterName, callers: number): string => `${filter} ${callers}`;

/** What it finds, and how long it takes when it is asked for the first time. */
export interface FirstTime extends Quality {
  readonly p99Ms: number;
}

/** An engine that can be asked, in a process of its own. */
export interface Opened {
  readonly filled: Filled;
  readonly process: EngineProcess;
  readonly openMs: number;
  readonly searchesBy: "words and vectors" | "words";
  readonly firstTime: ReadonlyMap<FilterName, FirstTime>;
  readonly samples: Map<string, Sample>;
}

/** Opens it, and asks each question once: what is found is judged by that, and what is timed later is warm. */
export async function openFilled(
  filled: Filled,
  questions: readonly JudgedQuestion[],
  budgetMs: number,
): Promise<Opened> {
  const process = startEngine(filled.entry.script);
  const asked = questions.map(({ question }) => question);
  try {
    const { ms: openMs, searchesBy } = await process.open({
      options: openOptionsOf(filled),
      question: asked[0],
      filter: filled.filters[0] ?? "none",
    });
    const firstTime = new Map<FilterName, FirstTime>();
    for (const filter of filled.filters) {
      const { found, times } = await process.search({ questions: asked, filter, callers: 1, budgetMs });
      const judged = found.map((ids, index) => judge(ids, questions[index]?.relevant ?? new Set()));
      firstTime.set(filter, { ...meanQuality(judged), p99Ms: percentile(times, 0.99) });
    }
    return { filled, process, openMs, searchesBy, firstTime, samples: new Map() };
  } catch (error) {
    await process.end();
    throw error;
  }
}

function openOptionsOf({ entry, owner, folder, size }: FillRequest): OpenOptions {
  const name = `bench_${entry.id.replaceAll("-", "_")}_${owner}_${size.passages}`;
  return { folder, name, owner, isNew: false, servers: size.servers, dimensions: size.dimensions };
}

async function sizeOfFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
