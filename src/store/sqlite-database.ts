import type { DatabaseSync } from "node:sqlite";
import { createApply } from "./sqlite-apply.ts";
import { type Counters, createCounters } from "./sqlite-counters.ts";
import { openForReading, openForWriting } from "./sqlite-open.ts";
import { createLookups, type Lookups } from "./sqlite-read.ts";
import { createTextSearch, createVectorSearch } from "./sqlite-search.ts";
import type { Hit, SourceChanges, TextQuery, VectorQuery } from "./store.ts";

/** The store's operations on one connection; each blocks its thread until it is done. */
export interface SqliteDatabase extends Lookups, Counters {
  /** What had to be mended while opening, in words for whoever runs this. */
  readonly notices: readonly string[];
  apply(changes: SourceChanges): void;
  searchText(query: TextQuery): Hit[];
  searchVectors(query: VectorQuery): Hit[];
  close(): void;
}

/** Opens a file, or `:memory:`. Throws SQLite's own errors, for the caller to explain. */
export function openSqliteDatabase(file: string, mode: "write" | "read"): SqliteDatabase {
  const notices: string[] = [];
  const database =
    mode === "write" ? openForWriting(file, (message) => notices.push(message)) : openForReading(file);
  const lookups = createLookups(database);
  const searchText = createTextSearch(database);
  const searchVectors = createVectorSearch(database);
  return {
    notices,
    ...lookups,
    ...createCounters(database),
    apply: createApply(database),
    findArticles: (ids) => inSnapshot(database, () => lookups.findArticles(ids)),
    countTerms: (terms) => inSnapshot(database, () => lookups.countTerms(terms)),
    searchText: (query) => inSnapshot(database, () => searchText(query)),
    searchVectors: (query) => inSnapshot(database, () => searchVectors(query)),
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
