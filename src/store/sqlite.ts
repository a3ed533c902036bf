import { resolve } from "node:path";
import { createWorkerClient, type WorkerClient } from "../worker-client.ts";
import { replies } from "./sqlite-messages.ts";
import { IN_MEMORY } from "./sqlite-open.ts";
import type { Store } from "./store.ts";

export interface SqliteStoreOptions {
  /** The database's file, made with its folder when missing; `:memory:` keeps everything in memory. */
  readonly file: string;
  /** Hears what had to be mended while opening: a damaged file that was set aside. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

/**
 * A store in one SQLite file, worked on in threads of its own: one writes, one reads, so that no question waits
 * for a reload. Rejects with one line that names the file when it can't be opened.
 */
export async function createSqliteStore({ file, onNotice }: SqliteStoreOptions): Promise<Store> {
  const path = file === IN_MEMORY ? file : resolve(file);
  const writer = createWorkerClient(WORKER, { file: path, mode: "write" });
  const clients = [writer];
  try {
    const notices = replies.notices.parse(await writer.call("open"));
    for (const notice of notices) onNotice?.(notice);
    if (path === IN_MEMORY) return storeOver(writer, writer);
    const reader = createWorkerClient(WORKER, { file: path, mode: "read" });
    clients.push(reader);
    await reader.call("open");
    return storeOver(writer, reader);
  } catch (error) {
    await Promise.all(clients.map((client) => client.close()));
    throw error;
  }
}

const WORKER = new URL("./sqlite-worker.ts", import.meta.url);

function storeOver(writer: WorkerClient, reader: WorkerClient): Store {
  let closing: Promise<void> | undefined;
  return {
    versions: async (sourceId) => replies.versions.parse(await reader.call("versions", sourceId)),
    fingerprint: async () => replies.fingerprint.parse(await reader.call("fingerprint")),
    apply: async (changes) => {
      await writer.call("apply", changes);
    },
    searchText: async (query) => replies.hits.parse(await reader.call("searchText", query)),
    searchVectors: async (query) => replies.hits.parse(await reader.call("searchVectors", query)),
    findArticles: async (ids) => replies.articles.parse(await reader.call("findArticles", ids)),
    listOutlets: async () => replies.outlets.parse(await reader.call("listOutlets")),
    listSources: async () => replies.sources.parse(await reader.call("listSources")),
    listArticles: async (query) => replies.articleInfos.parse(await reader.call("listArticles", query)),
    countTerms: async (terms) => replies.termCounts.parse(await reader.call("countTerms", terms)),
    findCounter: async (query) => replies.counter.parse(await reader.call("findCounter", query)),
    addToCounter: async (addition) => {
      await writer.call("addToCounter", addition);
    },
    secret: async () => replies.secret.parse(await writer.call("secret")),
    close: () => {
      closing ??= closeAll(writer, reader);
      return closing;
    },
  };
}

/** The writer goes last: the last connection to close folds the log back into the file. */
async function closeAll(writer: WorkerClient, reader: WorkerClient): Promise<void> {
  for (const client of new Set([reader, writer])) {
    await client.call("close");
    await client.close();
  }
}
