import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { createCachedEmbedder } from "../models/cached-embedder.ts";
import { createServices, type Services } from "../services.ts";
import { createFolderSource } from "../sources/folder.ts";
import { createRecordsFileSource } from "../sources/records-file.ts";
import { type Reload, reloadSources } from "../sources/reload.ts";
import type { Source } from "../sources/source.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage.ts";

/** Where vectors are kept for newsrooms that live in memory. */
const VECTOR_CACHE = join("data", "vectors.sqlite");

/** The services with the sources read: what most commands start from. */
export interface Newsroom extends Services {
  readonly reloads: { readonly sources: readonly Reload[]; readonly ms: number };
}

export interface NewsroomRequest {
  readonly config: Config;
  readonly options: Options;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/**
 * Opens the newsroom that the call names and reads its sources. The settings' own is kept in its database; one
 * that `--sources` or `--articles` names is in memory, with its vectors cached. Failures are named on the way.
 */
export async function openNewsroom({ config, options, output, signal }: NewsroomRequest): Promise<Newsroom> {
  const source = await chooseSource(config, options);
  const isOwn = options.sources === undefined && options.articles === undefined;
  const services = await createServices({
    config,
    databaseFile: isOwn ? config.databaseFile : ":memory:",
    onNotice: output.note,
    ...(isOwn
      ? {}
      : {
          wrapEmbedder: (embedder) => createCachedEmbedder({ embedder, file: VECTOR_CACHE }),
        }),
  });
  const { store, embedder } = services;
  const reloads = await reloadSources([source], {
    store,
    embedder,
    signal,
    onNotice: output.note,
    onProgress: ({ sourceId, stage, done, total }) =>
      output.progress(`${stage} ${sourceId}${total > 0 ? `: ${done} of ${total} passages` : ""}`),
  });
  output.progress("");
  for (const { id, failed, error } of reloads.sources) {
    if (error) output.note(`${id}: ${error}`);
    for (const { name, reason } of failed) output.note(`not read: ${name}: ${reason}`);
  }
  return { ...services, reloads };
}

async function chooseSource(config: Config, { sources, articles }: Options): Promise<Source> {
  const now = () => new Date();
  if (articles !== undefined) {
    await requirePath("--articles", articles, "file");
    return createRecordsFileSource({ id: "articles", path: articles, now });
  }
  if (sources !== undefined) await requirePath("--sources", sources, "folder");
  return createFolderSource({ id: "seeds", folder: sources ?? config.seedsDir, now });
}

async function requirePath(option: string, path: string, kind: "file" | "folder"): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  const fits = kind === "file" ? found?.isFile() : found?.isDirectory();
  if (!fits) throw new UsageError(`${option}: there is no ${kind} ${path}`);
}
