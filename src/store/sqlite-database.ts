import type { DatabaseSync } from "node:sqlite";
import { createApply } from "./sqlite-apply.ts";
import { type Counters, createCounters } from "./sqlite-counters.ts";
import type { Reader } from "./sqlite-filter.ts";
import { createLogList } from "./sqlite-log.ts";
import { openForWriting } from "./sqlite-open.ts";
import { openForReading } from "./sqlite-open-reading.ts";
import { createLookups, type Lookups } from "./sqlite-read.ts";
import { createRetention, type Retention } from "./sqlite-retention.ts";
import { createTextSearch, createVectorSearch } from "./sqlite-search.ts";
import { createSources, type Sources } from "./sqlite-sources.ts";
import { createVersion } from "./sqlite-version.ts";
import type { Hit, LogEntry, SourceChanges, Store, TextQuery, VectorQuery } from "./store.ts";

/** The store's operations on one connection; each blocks its thread until it is done. */
export interface SqliteDatabase extends Lookups, Counters, Sources, Retention {
  /** What had to be mended while opening, in words for whoever runs this. */
  readonly notices: readonly string[];
  /** Whether it must be opened anew to see what was written since. */
  isOvertaken(): boolean;
  apply(changes: SourceChanges): void;
  searchText(query: TextQuery, reader: Reader): Hit[];
  searchVectors(query: VectorQuery, reader: Reader): Hit[];
  listLog(query: Parameters<Store["listLog"]>[0]): LogEntry[];
  version(reader: Reader): string;
  close(): void;
}

/** Opens a file, or `:memory:`. Throws SQLite's own errors, for the caller to explain. */
export function openSqliteDatabase(file: string, mode: "write" | "read"): SqliteDatabase {
  const notices: string[] = [];
  const { database, isOvertaken } =
    mode === "write"
      ? { database: openForWriting(file, (message) => notices.push(message)), isOvertaken: () => false }
      : openForReading(file);
  const lookups = createLookups(database);
  const searchText = createTextSearch(database);
  const searchVectors = createVectorSearch(database);
  return {
    notices,
    isOvertaken,
    ...lookups,
    ...createCounters(database),
    ...createSources(database),
    ...createRetention(database),
    listLog: createLogList(database),
    version: createVersion(database),
    apply: createApply(database),
    findArticles: (ids, reader) => inSnapshot(database, () => lookups.findArticles(ids, reader)),
    countTerms: (terms, reader) => inSnapshot(database, () => lookups.countTerms(terms, reader)),
    searchText: (query, reader) => inSnapshot(database, () => searchText(query, reader)),
    searchVectors: (query, reader) => inSnapshot(database, () => searchVectors(query, reader)),
    close: () => database.close(),
  };
}

/** For what takes several statements: all of them see what was committed when the first one began. */
function inSnapshot<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("begin");
  try {
    return work();
  } finally {
    if (database.isTransaction) database.exec("commit");
  }
}
