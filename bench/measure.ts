import { setImmediate } from "node:timers/promises";
import { makeArticle } from "./articles.ts";
import type { Engine, FilterName } from "./engine.ts";
import { type NewsroomSize, planNewsroom } from "./newsroom.ts";
import type { BenchQuestion } from "./questions.ts";
import { watchStalls } from "./stalls.ts";

export interface Ingested {
  readonly passages: number;
  /** Of the engine alone: making the articles up is not counted. */
  readonly ms: number;
  readonly stallMs: number;
}

/** So many articles of each server come at once: a reload of a feed that was away for a week or two. */
const ARTICLES_PER_SERVER = 20;

/** Puts a whole newsroom into an engine. */
export async function ingestNewsroom(engine: Engine, size: NewsroomSize): Promise<Ingested> {
  const plans = planNewsroom(size);
  const batch = ARTICLES_PER_SERVER * size.servers;
  const times: TimedWork[] = [];
  let passages = 0;
  for (let from = 0; from < plans.length; from += batch) {
    const articles = plans.slice(from, from + batch).map((plan) => makeArticle(plan, size));
    passages += articles.reduce((sum, article) => sum + article.passages.length, 0);
    times.push(await timeWork(() => engine.ingest(articles)));
  }
  times.push(await timeWork(() => engine.finish()));
  return {
    passages,
    ms: times.reduce((sum, { ms }) => sum + ms, 0),
    stallMs: Math.max(...times.map(({ stallMs }) => stallMs)),
  };
}

type TimedWork = Pick<Ingested, "ms" | "stallMs">;

async function timeWork(work: () => Promise<void>): Promise<TimedWork> {
  await setImmediate();
  const stalls = watchStalls();
  const startedAt = performance.now();
  await work();
  return { ms: performance.now() - startedAt, stallMs: stalls.stop() };
}

export interface SearchRequest {
  readonly filter: FilterName;
  /** So many ask at the same moment; when all have their answer, the next as many do. */
  readonly callers: number;
  /** Ends early once so much time has passed. */
  readonly budgetMs: number;
}

export interface Searched {
  /** One for each question that was asked, from the moment when it was. */
  readonly times: readonly number[];
  /** What was found for each. */
  readonly found: readonly (readonly string[])[];
  readonly stallMs: number;
}

/** Asks an engine the questions in order. Throws when it finds a passage without its text. */
export async function searchAll(
  engine: Engine,
  questions: readonly BenchQuestion[],
  { filter, callers, budgetMs }: SearchRequest,
): Promise<Searched> {
  const times: number[] = [];
  const found: string[][] = [];
  const stalls = watchStalls();
  const beganAt = performance.now();
  for (let from = 0; from < questions.length && performance.now() - beganAt < budgetMs; from += callers) {
    const wave = questions.slice(from, from + callers);
    const askedAt = performance.now();
    const answers = await Promise.all(
      wave.map(async (question) => {
        const passages = await engine.search(question, filter);
        return { ms: performance.now() - askedAt, passages };
      }),
    );
    for (const { ms, passages } of answers) {
      if (passages.some(({ text }) => text === "")) throw new Error("a passage was found without its text");
      times.push(ms);
      found.push(passages.map(({ id }) => id));
    }
    await setImmediate();
  }
  return { times, found, stallMs: stalls.stop() };
}
