import type { Article, Passage } from "../articles/article.ts";
import type { Bookkeeping, NewLogEntry, RemovedCounts } from "./bookkeeping.ts";
import type { ReadingOutcome, SourceRecord, StoredSource } from "./stored-source.ts";
import type { StoreView } from "./view.ts";

// The store's one door: the rest of the program imports all of its contract from here.
export type * from "./bookkeeping.ts";
export type * from "./stored-source.ts";
export type * from "./view.ts";

/** Keeps articles, their passages and vectors. Every implementation passes the contract suite in `tests/store/`. */
export interface Store extends Bookkeeping {
  /** What one server may read: the house's sources and its own, less what it took down; without one, the house's. */
  view(guildId?: string): StoreView;

  /** Rejects with what is wrong, and what to do, unless questions can be answered. Sees what reading alone may not. */
  check(): Promise<void>;

  /** The version of every article that a source has stored, by article id. */
  versions(sourceId: string): Promise<Map<string, string>>;
  /** The whole articles of a source, to index them anew. */
  articlesOf(sourceId: string): Promise<Article[]>;
  /** The index fingerprint of the last reload; undefined in a new store. */
  fingerprint(): Promise<string | undefined>;
  /**
   * Applies one source's reload in one transaction: readers see all of it or none of it. Rejects when the source is
   * not here (any more). What was taken down is not put.
   */
  apply(changes: SourceChanges): Promise<void>;

  /** Every source of the house and of the servers that have not left, in the order of their names. */
  listSources(): Promise<StoredSource[]>;
  /** One of these; undefined when it is not here (any more). */
  findSource(sourceId: string): Promise<StoredSource | undefined>;
  /** Those of them that were never read or are to be read again by a moment (ISO 8601, UTC), and every folder. */
  listDue(moment: string): Promise<StoredSource[]>;
  /** Adds a source, or renames one. Rejects when its server reads the address, or has the name, already. */
  putSource(source: SourceRecord, entry?: NewLogEntry): Promise<void>;
  /** Keeps how a reading went that brought no changes. */
  noteReading(sourceId: string, outcome: ReadingOutcome): Promise<void>;
  /** Removes a source and all that was read from it. */
  removeSource(sourceId: string, entry?: NewLogEntry): Promise<RemovedCounts>;
  /**
   * Takes an address, however it is written, or a whole domain down for a server: the articles of its own sources are
   * removed, the house's are not seen there any more, and neither comes back.
   */
  takeDown(takedown: Takedown, entry: NewLogEntry): Promise<RemovedCounts>;
  /** What a server took down (of the house's own: without one), as `placeOf` writes it. */
  listTakedowns(guildId?: string): Promise<string[]>;

  close(): Promise<void>;
}

export interface SourceChanges {
  readonly sourceId: string;
  readonly put: readonly IndexedArticle[];
  readonly remove: readonly string[];
  /** The fingerprint of the whole index, kept for the next start. */
  readonly fingerprint: string;
  /** Whether all articles of the source are now indexed so. */
  readonly isFinished: boolean;
  readonly outcome: ReadingOutcome;
}

export interface IndexedArticle {
  readonly article: Article;
  /** Changes whenever the article or the way it is indexed does. */
  readonly version: string;
  readonly passages: readonly Passage[];
  /** One for each passage, or none at all: then the article is found by its words alone. */
  readonly vectors: readonly Float32Array[];
  /** The fingerprint of the embedder that made the vectors; undefined when there are none. */
  readonly embedder: string | undefined;
}

/** What a server does not want to read: an address, or a domain with all below it. */
export interface Takedown {
  /** Null: the house itself. */
  readonly guildId: string | null;
  /** `https://harbour.example/one`, or `harbour.example`. */
  readonly target: string;
}
