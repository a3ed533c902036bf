import { join } from "node:path";
import type { AnswerDeps } from "../answer/answer-question.ts";
import { type Config, ConfigError } from "../config.ts";
import { createHouse, createSeeds } from "../house.ts";
import { describeError } from "../log.ts";
import { createCachedEmbedder } from "../models/cached-embedder.ts";
import type { Embedder } from "../models/embedder.ts";
import { limitEmbedder } from "../models/limited-embedder.ts";
import { createServices } from "../services.ts";
import type { FolderSourceOptions } from "../sources/folder.ts";
import { type HouseSource, registerHouse } from "../sources/house.ts";
import { createRecordsFileSource } from "../sources/records-file.ts";
import { NOTHING_CHANGED, type Reload, type ReloadDeps, reloadSource } from "../sources/reload.ts";
import { type ReadFailure, sourceLease } from "../sources/source.ts";
import { createLeases } from "../store/leases.ts";
import type { TerminalRequest } from "./command.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { isFolder, requireFile } from "./paths.ts";
import { createIndexingProgress, type IndexingProgress } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Where every vector is kept that the terminal made: an index that was interrupted goes on where it was. Like all
 * paths of settings and options it counts from the working directory, which `npm run` makes the project's folder.
 */
const VECTOR_CACHE = join("data", "vectors.sqlite");

const MINUTE_MS = 60_000;
/**
 * For embedding what is new, over the network: somebody waits for an answer, or for the index. What is not embedded by
 * then is found by its words, and the next call goes on with it. A server that hangs is given up after one batch's time.
 */
const INDEXING_TIMEOUT_MS = { answer: 10 * MINUTE_MS, reload: 60 * MINUTE_MS } as const;
/** For one feed with the pages that it names, each of them 20 s at most. */
const FEED_TIMEOUT_MS = 10 * MINUTE_MS;

/** What answers questions, with the sources read: what most commands start from. */
export interface Newsroom extends AnswerDeps {
  readonly timeZone: string;
  readonly reloads: { readonly sources: readonly Reload[]; readonly ms: number };
  close(): Promise<void>;
}

/**
 * Opens the newsroom that the call names, reads its sources, and closes it after use. The settings' own is kept in
 * its database; one that `--sources` or `--articles` names is in memory. Rejects when there is nothing to answer from
 * because a source could not be read; what else went wrong is noted on the way.
 */
export async function withNewsroom(
  request: TerminalRequest,
  use: (newsroom: Newsroom) => Promise<void>,
): Promise<void> {
  const newsroom = await openNewsroom(request);
  try {
    await checkArticles(newsroom, request.output);
    await use(newsroom);
  } finally {
    await newsroom.close();
  }
}

/** The newsroom as seen from the day of a question: what it has read, and when it read it, stays as it is. */
export function onDayOf(newsroom: Newsroom, askedAt: Date | undefined): Newsroom {
  return askedAt ? { ...newsroom, now: () => askedAt } : newsroom;
}

async function checkArticles({ store, reloads }: Newsroom, output: Output): Promise<void> {
  const isEmpty = (await store.listSources()).every(({ articles }) => articles === 0);
  for (const { id, failed, error } of reloads.sources) {
    if (isEmpty && error !== undefined) throw new Error(`${id}: ${error}`);
    if (isEmpty && failed.length > 0) throw new Error(`${id}: nothing in it could be read`);
    if (error !== undefined) output.note(`${id}: ${error}`);
  }
  if (isEmpty) output.note("there is no article yet");
}

/** As `withNewsroom`, for who closes it and looks after its sources' failures; `withFeeds` reads the house's feeds too. */
export async function openNewsroom(
  { config, options, output, signal, now }: TerminalRequest,
  { withFeeds }: { readonly withFeeds: boolean } = { withFeeds: false },
): Promise<Newsroom> {
  await checkPlaces(config, options);
  const progress = createIndexingProgress(output.progress);
  const services = await createServices({
    config,
    databaseUrl: isNamed(options) ? ":memory:" : config.databaseUrl,
    now,
    onNotice: output.note,
    wrapEmbedder: (embedder) => keepVectors(embedder, { progress, onNotice: output.note }),
  });
  try {
    const house =
      withFeeds && !isNamed(options)
        ? await createHouse(config, services)
        : [chooseSource(config, options, { readFile: services.web.extractor.readFile, now: services.now })];
    await registerHouse(services.store, house, { othersGo: false });
    const reloads = await reloadAll(house, {
      ...services,
      embedder: limitIndexing(services.embedder, config, withFeeds ? "reload" : "answer"),
      random: Math.random,
      signal,
      onNotice: output.note,
      onProgress: progress.onReload,
    });
    output.progress("");
    noteFailures(
      reloads.sources.flatMap(({ failed }) => failed),
      output,
    );
    return { ...services, store: services.store.view(), reloads };
  } catch (error) {
    await services.close();
    throw error;
  }
}

/** One after the other, so that one line shows how far it is. What a bot is reading now is left to it. */
async function reloadAll(house: readonly HouseSource[], deps: ReloadDeps): Promise<Newsroom["reloads"]> {
  const startedAt = performance.now();
  const sources: Reload[] = [];
  const leases = createLeases(deps);
  for (const { source, name } of house) {
    const nothing = { ...NOTHING_CHANGED, id: source.id, kind: source.kind, name, ms: 0 };
    const signal = limitFeed(source.kind, deps.signal);
    const reload = await leases
      .hold(sourceLease(source), ({ lease }) => reloadSource(source, { ...deps, signal, lease }))
      .catch((error: unknown) => {
        deps.signal?.throwIfAborted();
        return { ...nothing, error: describeError(error) };
      });
    sources.push(reload ?? { ...nothing, error: "another process is reading it" });
  }
  return { sources, ms: Math.round(performance.now() - startedAt) };
}

/** The offline embedder is on this machine, and takes the time that it needs. */
function limitIndexing(
  embedder: Embedder | undefined,
  { embeddings }: Config,
  purpose: keyof typeof INDEXING_TIMEOUT_MS,
): Embedder | undefined {
  if (!embedder || embeddings.kind !== "openai") return embedder;
  const timeout = AbortSignal.timeout(INDEXING_TIMEOUT_MS[purpose]);
  return limitEmbedder(embedder, () => timeout);
}

function limitFeed(kind: Reload["kind"], signal: AbortSignal | undefined): AbortSignal | undefined {
  if (kind !== "feed") return signal;
  const timeout = AbortSignal.timeout(FEED_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** More would bury what else is said: somebody gave a table for a file of records. */
const MAX_NOTED_FAILURES = 20;

/** Names what could not be read, and why. */
export function noteFailures(failures: readonly ReadFailure[], output: Output): void {
  for (const { name, reason } of failures.slice(0, MAX_NOTED_FAILURES))
    output.note(`not read: ${name}: ${reason}`);
  const more = failures.length - MAX_NOTED_FAILURES;
  if (more > 0) output.note(`not read: ${more} more`);
}

/** Whether the call names its articles, and so leaves the settings' own newsroom alone. */
export function isNamed({ sources, articles }: Options): boolean {
  return sources !== undefined || articles !== undefined;
}

/** The source that the call names, or the settings' own folder. */
export function chooseSource(
  config: Config,
  { sources, articles }: Options,
  reading: Pick<FolderSourceOptions, "readFile" | "now">,
): HouseSource {
  if (articles === undefined) return createSeeds({ ...reading, folder: sources ?? config.seedsDir });
  const source = createRecordsFileSource({ id: "articles", path: articles, now: reading.now });
  return { source, name: "articles", address: null };
}

/** Throws when what the call names, or the settings' own folder, isn't there. */
export async function checkPlaces(config: Config, { sources, articles }: Options): Promise<void> {
  if (articles !== undefined) return requireFile("--articles", articles);
  const folder = sources ?? config.seedsDir;
  if (await isFolder(folder)) return;
  if (sources !== undefined) throw new UsageError(`--sources: there is no folder ${folder}`);
  throw new ConfigError(
    `SEEDS_DIR: there is no folder ${folder} in ${process.cwd()}: run this with npm run, or name the folder`,
  );
}

/** Without a place to keep vectors, all of them are made again by the next call: slow, but no reason to fail. */
function keepVectors(
  embedder: Embedder,
  {
    progress,
    onNotice,
  }: { readonly progress: IndexingProgress; readonly onNotice: (message: string) => void },
): Embedder {
  try {
    return createCachedEmbedder({ embedder, file: VECTOR_CACHE, onProgress: progress.onEmbedded });
  } catch (error) {
    onNotice(`vectors are not kept in ${VECTOR_CACHE}: ${error instanceof Error ? error.message : error}`);
    return embedder;
  }
}
