import type { Reader } from "./filter.ts";
import { applyChanges } from "./postgres/apply.ts";
import { createPostgresConnections, type PostgresConnections } from "./postgres/connect.ts";
import { createCounters, createTexts } from "./postgres/counters.ts";
import { createLeases } from "./postgres/leases.ts";
import { listLog } from "./postgres/log.ts";
import { migrate, prepareVectors, refuseUnfinishedMove } from "./postgres/open.ts";
import { createVersionLookups, findArticles, findOrigins, listArticles } from "./postgres/read.ts";
import { createServers, createTakedowns, dropTexts } from "./postgres/retention.ts";
import { findVersion } from "./postgres/scopes.ts";
import { createTextSearch, searchVectors } from "./postgres/search.ts";
import { createShelves, type FindShelves } from "./postgres/shelves.ts";
import { createSources, listVisibleSources } from "./postgres/sources.ts";
import type { Store, StoreView } from "./store.ts";
import { countOutlets } from "./words/outlets.ts";

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`, and what PostgreSQL's own programs take behind it. */
  readonly url: string;
  /** Whether anything is searched by meaning: then the server has to have the pgvector extension. */
  readonly hasVectors: boolean;
  /** How many connections this process keeps at most. */
  readonly maxConnections: number;
  /** A server that has said nothing to a read for so long is no more. */
  readonly silentMs?: number;
}

/**
 * A store in a PostgreSQL database, which several processes may share. Rejects with one line that names host and
 * database when it can't be opened.
 */
export async function createPostgresStore({ hasVectors, ...options }: PostgresStoreOptions): Promise<Store> {
  const connections = createPostgresConnections(options);
  try {
    await migrate(connections);
    await refuseUnfinishedMove(connections);
    if (hasVectors) await prepareVectors(connections);
    return storeOver(connections);
  } catch (error) {
    await connections.close();
    throw error;
  }
}

function storeOver(connections: PostgresConnections): Store {
  const { read, close } = connections;
  const findShelves = createShelves();
  return {
    ...createVersionLookups(connections),
    ...createSources(connections),
    ...createTakedowns(connections),
    ...createServers(connections),
    ...createCounters(connections),
    ...createTexts(connections),
    ...createLeases(connections),
    view: (guildId) => viewOver(connections, { findShelves, reader: guildId ?? null }),
    apply: (changes) => applyChanges(connections, changes),
    listLog: (query) => listLog(read, query),
    dropTexts: (request) => dropTexts(connections, request),
    close,
  };
}

function viewOver(
  connections: PostgresConnections,
  { findShelves, reader }: { readonly findShelves: FindShelves; readonly reader: Reader },
): StoreView {
  const { read, readInSnapshot } = connections;
  return {
    ...createTextSearch(connections, { findShelves, reader }),
    searchVectors: (query) => searchVectors(read, query, reader),
    findArticles: (ids) => findArticles(read, ids, reader),
    findOrigins: (ids) => findOrigins(read, ids, reader),
    version: () => findVersion(read, reader),
    listOutlets: () =>
      readInSnapshot(async (run) => countOutlets(await findShelves(run, { reader, filter: {} }))),
    listSources: () => listVisibleSources(read, reader),
    listArticles: (query) => listArticles(read, query, reader),
  };
}
