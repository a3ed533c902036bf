import { resolve } from "node:path";
import { createWorkerClient } from "../worker-client.ts";
import { replies } from "./sqlite/messages.ts";
import { IN_MEMORY } from "./sqlite/open.ts";
import { createThreads, type Threads, type ThreadsOptions } from "./sqlite/threads.ts";
import type { Bookkeeping, Store, StoreView } from "./store.ts";

export interface SqliteStoreOptions {
  /** The database's file, made with its folder when missing; `:memory:` keeps everything in memory. */
  readonly file: string;
  /** Hears what had to be mended: a damaged file that was set aside, at the start or later; one that was deleted. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

/**
 * A store in one SQLite file, worked on in threads of its own: one writes, one reads, so that no question waits
 * for a reload. Rejects with one line that names the file when it can't be opened.
 */
export async function createSqliteStore({ file, onNotice }: SqliteStoreOptions): Promise<Store> {
  const path = file === IN_MEMORY ? file : resolve(file);
  const writer = createWorkerClient(WORKER, { file: path, mode: "write" }, LIMITS);
  const clients = [writer];
  try {
    const notices = replies.notices.parse(await writer.call("open"));
    for (const notice of notices) onNotice?.(notice);
    if (path === IN_MEMORY) return storeOver({ writer, reader: writer, onNotice });
    const reader = createWorkerClient(WORKER, { file: path, mode: "read" }, LIMITS);
    clients.push(reader);
    await reader.call("open");
    return storeOver({ writer, reader, onNotice });
  } catch (error) {
    await Promise.all(clients.map((client) => client.close()));
    throw error;
  }
}

const WORKER = new URL("./sqlite/worker.ts", import.meta.url);

/** Room for 12 MB of new objects: nothing here lives long, and beside other work a search takes 4.7 ms of processor time instead of 7. */
const LIMITS = { resourceLimits: { maxYoungGenerationSizeMb: 12 } };

function storeOver(options: ThreadsOptions): Store {
  let closing: Promise<void> | undefined;
  const threads = createThreads(options);
  const write = async (method: string, request: unknown): Promise<void> => {
    await threads.write(method, request);
  };
  return {
    ...bookkeepingOver(threads),
    view: (guildId) => viewOver(threads, guildId ?? null),
    check: async () => void (await threads.read("check")),
    versions: async (sourceId) => replies.versions.parse(await threads.read("versions", sourceId)),
    articlesOf: async (sourceId) => replies.articles.parse(await threads.read("articlesOf", sourceId)),
    fingerprint: async () => replies.fingerprint.parse(await threads.read("fingerprint")),
    apply: (changes) => write("apply", changes),
    listSources: async () => replies.sources.parse(await threads.read("listAllSources")),
    findSource: async (sourceId) => replies.source.parse(await threads.read("findSource", sourceId)),
    listDue: async (moment) => replies.sources.parse(await threads.read("listDue", moment)),
    putSource: (source, entry) => write("putSource", { source, entry }),
    noteReading: (sourceId, outcome) => write("noteReading", { sourceId, outcome }),
    removeSource: async (sourceId, entry) =>
      replies.counts.parse(await threads.write("removeSource", { sourceId, entry })),
    takeDown: async (takedown, entry) =>
      replies.counts.parse(await threads.write("takeDown", { takedown, entry })),
    listTakedowns: async (guildId) =>
      replies.targets.parse(await threads.read("listTakedowns", guildId ?? null)),
    close: () => {
      closing ??= closeAll(options);
      return closing;
    },
  };
}

function viewOver({ read: call, generation }: Threads, guildId: string | null): StoreView {
  const read = (method: string, request: unknown) => call(method, request, guildId);
  return {
    searchText: async (query) => replies.hits.parse(await read("searchText", query)),
    searchVectors: async (query) => replies.hits.parse(await read("searchVectors", query)),
    findArticles: async (ids) => replies.articles.parse(await read("findArticles", ids)),
    findOrigins: async (ids) => replies.origins.parse(await read("findOrigins", ids)),
    listOutlets: async () => replies.outlets.parse(await read("listOutlets", undefined)),
    listSources: async () => replies.sources.parse(await read("listSources", undefined)),
    listArticles: async (query) => replies.articleInfos.parse(await read("listArticles", query)),
    countTerms: async (terms) => replies.termCounts.parse(await read("countTerms", terms)),
    version: async () => {
      const version = replies.version.parse(await read("version", undefined));
      // A store that is begun anew counts from the beginning.
      return generation() === 0 ? version : `${version} ${generation()}`;
    },
  };
}

function bookkeepingOver(threads: Threads): Bookkeeping {
  const write = async (method: string, request: unknown): Promise<void> => {
    await threads.write(method, request);
  };
  return {
    findCounter: async (query) => replies.counter.optional().parse(await threads.read("findCounter", query)),
    addToCounter: async (addition) => replies.counter.parse(await threads.write("addToCounter", addition)),
    keepText: (request) => write("keepText", request),
    findText: async (query) => replies.text.parse(await threads.read("findText", query)),
    takeText: async (query) => replies.isTaken.parse(await threads.write("takeText", query)),
    takeLease: async (request) => replies.leaseTaken.parse(await threads.write("takeLease", request)),
    dropLease: (lease) => write("dropLease", lease),
    secret: async () =>
      replies.foundSecret.parse(await threads.read("findSecret")) ??
      replies.secret.parse(await threads.write("secret")),
    listLog: async (query) => replies.log.parse(await threads.read("listLog", query)),
    noteServers: (servers) => write("noteServers", servers),
    noteServer: (server) => write("noteServer", server),
    forgetServers: async (leftBefore) =>
      replies.forgotten.parse(await threads.write("forgetServers", leftBefore)),
    dropTexts: async (request) => replies.count.parse(await threads.write("dropTexts", request)),
  };
}

/** The writer goes last: the last connection to close folds the log back into the file. */
async function closeAll({ writer, reader }: ThreadsOptions): Promise<void> {
  for (const client of new Set([reader, writer])) {
    await client.call("close");
    await client.close();
  }
}
