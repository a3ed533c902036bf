import { join } from "node:path";
import { type Config, ConfigError } from "../config.ts";
import { createCachedEmbedder } from "../models/cached-embedder.ts";
import type { Embedder } from "../models/embedder.ts";
import { createServices, type Services } from "../services.ts";
import { createFolderSource } from "../sources/folder.ts";
import { createRecordsFileSource } from "../sources/records-file.ts";
import { type Reload, reloadSources } from "../sources/reload.ts";
import type { ReadFailure, Source } from "../sources/source.ts";
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

/** The services with the sources read: what most commands start from. */
export interface Newsroom extends Services {
  readonly reloads: { readonly sources: readonly Reload[]; readonly ms: number };
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

async function checkArticles({ store, reloads }: Newsroom, output: Output): Promise<void> {
  const isEmpty = (await store.listSources()).every(({ articles }) => articles === 0);
  for (const { id, failed, error } of reloads.sources) {
    if (isEmpty && error !== undefined) throw new Error(`${id}: ${error}`);
    if (isEmpty && failed.length > 0) throw new Error(`${id}: nothing in it could be read`);
    if (error !== undefined) output.note(`${id}: ${error}`);
  }
  if (isEmpty) output.note("there is no article yet");
}

/** As `withNewsroom`, for who closes it and looks after its sources' failures. */
export async function openNewsroom({ config, options, output, signal }: TerminalRequest): Promise<Newsroom> {
  const source = await chooseSource(config, options);
  const progress = createIndexingProgress(output.progress);
  const services = await createServices({
    config,
    databaseFile: isNamed(options) ? ":memory:" : config.databaseFile,
    onNotice: output.note,
    wrapEmbedder: (embedder) => keepVectors(embedder, { progress, onNotice: output.note }),
  });
  try {
    const { store, embedder } = services;
    const reloads = await reloadSources([source], {
      store,
      embedder,
      signal,
      onNotice: output.note,
      onProgress: progress.onReload,
    });
    output.progress("");
    noteFailures(
      reloads.sources.flatMap(({ failed }) => failed),
      output,
    );
    return { ...services, reloads };
  } catch (error) {
    await services.close();
    throw error;
  }
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

/** The source that the call names, or the settings' own. Throws when it isn't there. */
export async function chooseSource(config: Config, { sources, articles }: Options): Promise<Source> {
  const now = () => new Date();
  if (articles !== undefined) {
    await requireFile("--articles", articles);
    return createRecordsFileSource({ id: "articles", path: articles, now });
  }
  const folder = sources ?? config.seedsDir;
  if (await isFolder(folder)) return createFolderSource({ id: "seeds", folder, now });
  if (sources !== undefined) throw new UsageError(`--sources: there is no folder ${sources}`);
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
