import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FilterName } from "./engine.ts";
import { startEngine } from "./engine-process.ts";
import type { EngineEntry } from "./engines.ts";
import { type Filled, fillEngine, type Opened, openFilled, sampleKey } from "./filled.ts";
import { type NewsroomSize, planNewsroom } from "./newsroom.ts";
import { type JudgedQuestion, makeQuestions } from "./questions.ts";
import type { Result, Row } from "./row.ts";
import { rowsOf } from "./rows-of.ts";

export interface RunOptions {
  readonly engines: readonly EngineEntry[];
  readonly filters: readonly FilterName[];
  readonly questions: number;
  readonly rounds: number;
  /** How many ask at once. */
  readonly callers: readonly number[];
  /** The longest that one engine is asked in one round by so many callers. */
  readonly budgetMs: number;
  /** See `Result`. */
  readonly embedderPerSecond: number | null;
  readonly onProgress: (message: string) => void;
}

/** Measures every engine with one newsroom; an engine that fails is told with its reason, and the others go on. */
export async function runSize(
  size: NewsroomSize,
  options: RunOptions,
): Promise<Pick<Result, "rows" | "failures">> {
  const folder = await mkdtemp(join(tmpdir(), "on-record-bench-"));
  const questions = makeQuestions(planNewsroom(size), size, options.questions);
  const failures: Result["failures"][number][] = [];
  const attempt = async <Value>({ name: engine }: EngineEntry, work: () => Promise<Value>) => {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ engine, passages: size.passages, reason: reason.split("\n", 1)[0] ?? "" });
      options.onProgress(`${engine} failed: ${reason}`);
      return undefined;
    }
  };
  try {
    const filled: Filled[] = [];
    for (const entry of options.engines) {
      for (const store of entry.stores) {
        const filters = store.filters.filter((filter) => options.filters.includes(filter));
        if (filters.length === 0) continue;
        const own = join(folder, `${entry.id}-${store.owner}`);
        await mkdir(own);
        options.onProgress(`${entry.name} takes in ${size.passages} passages (${store.owner})`);
        const one = await attempt(entry, () =>
          fillEngine({ entry, owner: store.owner, filters, folder: own, size }),
        );
        if (one) filled.push(one);
      }
    }
    const rows = await askAll(filled, { questions, options, attempt });
    return { rows, failures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Asking {
  readonly questions: readonly JudgedQuestion[];
  readonly options: RunOptions;
  readonly attempt: <Value>(entry: EngineEntry, work: () => Promise<Value>) => Promise<Value | undefined>;
}

/** All engines are open at once and take turns, so that what else happens on the machine happens to all. */
async function askAll(filled: readonly Filled[], { questions, options, attempt }: Asking): Promise<Row[]> {
  const bareRss = await measureBareNode(questions);
  const opened: Opened[] = [];
  for (const one of filled) {
    options.onProgress(`${one.entry.name} is asked each question for the first time`);
    const engine = await attempt(one.entry, () => openFilled(one, questions, options.budgetMs));
    if (engine) opened.push(engine);
  }
  for (let round = 0; round < options.rounds; round += 1) {
    options.onProgress(`round ${round + 1} of ${options.rounds}`);
    for (const callers of options.callers) {
      for (const engine of opened) {
        await attempt(engine.filled.entry, () => askInRound(engine, { questions, callers, options }));
      }
    }
  }
  const rows: Row[] = [];
  for (const engine of opened) {
    const found = await attempt(engine.filled.entry, async () => {
      const rss = await engine.process.rss();
      await engine.process.close({ isForGood: true });
      return rowsOf(engine, { rssBytes: rss - bareRss, embedderPerSecond: options.embedderPerSecond });
    });
    rows.push(...(found ?? []));
    await engine.process.end();
  }
  return rows;
}

async function askInRound(
  { filled, process, samples }: Opened,
  { questions, callers, options }: Pick<Asking, "questions" | "options"> & { readonly callers: number },
): Promise<void> {
  for (const filter of filled.filters) {
    const asked = questions.map(({ question }) => question);
    const searched = await process.search({ questions: asked, filter, callers, budgetMs: options.budgetMs });
    const sample = samples.get(sampleKey(filter, callers)) ?? { filter, callers, times: [], stallMs: 0 };
    samples.set(sampleKey(filter, callers), {
      ...sample,
      times: [...sample.times, ...searched.times],
      stallMs: Math.max(sample.stallMs, searched.stallMs),
    });
  }
}

/** The memory of a process that is asked the same questions and looks nowhere. */
async function measureBareNode(questions: readonly JudgedQuestion[]): Promise<number> {
  const process = startEngine(new URL("./nothing.ts", import.meta.url));
  const filter = "none";
  await process.open({
    options: { folder: "", name: "", isNew: true, servers: 0, dimensions: 0, owner: "house" },
    filter,
  });
  const asked = questions.map(({ question }) => question);
  await process.search({ questions: asked, filter, callers: 1, budgetMs: LONG_MS });
  const rss = await process.rss();
  await process.close();
  return rss;
}

/** Nothing takes so long when nothing is done. */
const LONG_MS = 60_000;
