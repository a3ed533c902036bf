import type { Reader } from "../filter.ts";
import type { LogEntry, SourceChanges, Store, TermCounts } from "../store.ts";
import { createApply } from "./apply.ts";
import { type Counters, createCounters } from "./counters.ts";
import { createFindHits } from "./hits.ts";
import { createLeases, type Leases } from "./leases.ts";
import { createLogList } from "./log.ts";
import { openForWriting } from "./open.ts";
import { type OpenFile, watchFile } from "./open-file.ts";
import { openForReading } from "./open-reading.ts";
import { createLookups, type Lookups } from "./read.ts";
import { createRetention, type Retention } from "./retention.ts";
import { createTermCount, createTextSearch, type TextSearch } from "./search.ts";
import { createShelves } from "./shelves.ts";
import { createSources, type Sources } from "./sources.ts";
import { createTexts, type Texts } from "./texts.ts";
import { inSnapshot } from "./transaction.ts";
import { createVectorSearch, type VectorSearch } from "./vectors.ts";
import { createVersion } from "./version.ts";
import { createWordIndex } from "./words.ts";

/** The store's operations on one connection; each blocks its thread until it is done. */
export interface SqliteDatabase extends Lookups, Counters, Texts, Leases, Sources, Retention {
  /** What had to be mended while opening, in words for whoever runs this. */
  readonly notices: readonly string[];
  /** The file behind it. */
  readonly openFile: OpenFile;
  /** Whether it must be opened anew to see what was written since. */
  isOvertaken(): boolean;
  apply(changes: SourceChanges): void;
  searchText: TextSearch;
  searchVectors: VectorSearch;
  countTerms(terms: readonly string[], reader: Reader): TermCounts;
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
  const openFile = watchFile(file);
  const words = createWordIndex(database);
  const shelves = createShelves(database);
  const lookups = createLookups(database, shelves);
  const deps = { shelves, findHits: createFindHits(database) };
  const searchText = createTextSearch(database, deps);
  const searchVectors = createVectorSearch(database, deps);
  const countTerms = createTermCount(database, shelves);
  return {
    notices,
    openFile,
    isOvertaken,
    ...lookups,
    ...createCounters(database),
    ...createTexts(database),
    ...createLeases(database),
    ...createSources(database, words),
    ...createRetention(database, words),
    listLog: createLogList(database),
    version: createVersion(database),
    apply: createApply(database, words),
    findArticles: (ids, reader) => inSnapshot(database, () => lookups.findArticles(ids, reader)),
    countTerms: (terms, reader) => inSnapshot(database, () => countTerms(terms, reader)),
    listOutlets: (reader) => inSnapshot(database, () => lookups.listOutlets(reader)),
    searchText: (query, reader) => inSnapshot(database, () => searchText(query, reader)),
    searchVectors: (query, reader) => inSnapshot(database, () => searchVectors(query, reader)),
    close: () => database.close(),
  };
}
