import type { Article, ArticleInfo, Passage } from "../articles/article.ts";
import type { Shards } from "./shards.ts";

/** Keeps articles, their passages and vectors. Every implementation passes the contract suite in `tests/store/`. */
export interface Store extends Bookkeeping {
  /** What one server may read: the house's sources and its own, less what it took down; without one, the house's. */
  view(guildId?: string): StoreView;

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
   * Takes an address, however it is written, or a whole domain down for a server: the articles of its own sources are removed, the house's
   * are not seen there any more, and neither comes back.
   */
  takeDown(takedown: Takedown, entry: NewLogEntry): Promise<RemovedCounts>;
  /** What a server took down (of the house's own: without one), as `placeOf` writes it. */
  listTakedowns(guildId?: string): Promise<string[]>;

  close(): Promise<void>;
}

/** What one server may read. Nothing else can be found through it, whatever is asked. */
export interface StoreView {
  /** The passages that match the terms best by BM25 (score: higher is better), best first. */
  searchText(query: TextQuery): Promise<Hit[]>;
  /** The passages whose vectors are nearest (score: cosine, higher is better), best first; exact. */
  searchVectors(query: VectorQuery): Promise<Hit[]>;
  /** The articles with these ids, in no order; ids that are not stored, or not seen here, are left out. */
  findArticles(ids: readonly string[]): Promise<Article[]>;
  /** Where the texts of these articles come from, in no order; ids that are not stored, or not seen here, are left out. */
  findOrigins(ids: readonly string[]): Promise<Origin[]>;
  /** Every outlet with an article here, most articles first. */
  listOutlets(): Promise<OutletInfo[]>;
  /** The house's sources first, then the server's own. */
  listSources(): Promise<StoredSource[]>;
  /** Articles without their text, newest first, those without a date last. */
  listArticles(query: ArticleQuery): Promise<ArticleInfo[]>;
  /** In how many passages each term occurs, and how many there are: what a term's rarity is made of. */
  countTerms(terms: readonly string[]): Promise<TermCounts>;
  /**
   * Another one whenever anything has changed that can be read here, whichever process changed it; the same as long as
   * nothing has. Cheap.
   */
  version(): Promise<string>;
}

/** What is kept beside the articles. */
export interface Bookkeeping {
  /** What is counted under a key; undefined when nothing is. Never waits for a reload. */
  findCounter(query: CounterQuery): Promise<Counter | undefined>;
  /**
   * Adds to what is counted under a key, and says what it comes to: of two who add at once, one hears it first. Behind
   * a reload it waits for its end. Counters that are over are removed.
   */
  addToCounter(addition: CounterAddition): Promise<Counter>;
  /** Keeps a text under a key for a while, instead of what was there. Texts that are over are removed. */
  keepText(request: TextRequest): Promise<void>;
  /** Undefined when there is none, or it is over. Never waits for a reload. */
  findText(query: CounterQuery): Promise<string | undefined>;
  /** Removes it: true for one of those who try, so that what it stands for is done once. */
  takeText(query: CounterQuery): Promise<boolean>;
  /**
   * Takes what one process at a time may do, or keeps it for longer: true when it is free, over, or the holder's own
   * already. Clocks of the processes may differ by no more than seconds.
   */
  takeLease(request: LeaseRequest): Promise<boolean>;
  /** Gives it back before its time; what is another holder's stays. */
  dropLease(lease: Lease): Promise<void>;
  /** Random letters of this installation, the same for as long as the store lives: what ids are hashed with. */
  secret(): Promise<string>;
  /** What was changed in a server's newsroom, latest first. */
  listLog(query: { readonly guildId: string; readonly limit: number }): Promise<LogEntry[]>;
  /**
   * Which servers the bot is in now: any other of these shards of which something is kept has left at `now`, unless it
   * had before. What belongs to other shards, other processes know.
   */
  noteServers(servers: PresentServers): Promise<void>;
  /** That a server has left, or has come back. */
  noteServer(server: { readonly guildId: string; readonly leftAt: string | null }): Promise<void>;
  /** Removes all that is kept of servers that left before a moment (ISO 8601, UTC). */
  forgetServers(leftBefore: string): Promise<{ readonly servers: number } & RemovedCounts>;
  /**
   * Cuts articles of feeds and pages that were fetched before a moment down to title and link. Returns how many were
   * cut; at most `limit` at once, so that nobody waits long for the writer.
   */
  dropTexts(request: { readonly fetchedBefore: string; readonly limit: number }): Promise<number>;
}

/** What a source is. */
export interface SourceRecord {
  readonly id: string;
  /** The server that it belongs to; null: the house's. */
  readonly guildId: string | null;
  readonly kind: "folder" | "feed" | "page" | "file";
  /** As members know it. */
  readonly name: string;
  /** Where a feed or a page is read. */
  readonly address: string | null;
}

/** How a source was last read, and when it is next. */
export interface ReadingOutcome {
  /** ISO 8601, UTC. */
  readonly triedAt: string;
  /** When it last went well; undefined: not this time. */
  readonly readAt: string | undefined;
  /** Null: not by itself. */
  readonly nextAt: string | null;
  /** How many times in a row it could not be read. */
  readonly failures: number;
  /** Whether those were of what came, and not of the way there. */
  readonly isUnreadable: boolean;
  /** Why it could not be read, as a whole or in part. */
  readonly lastError: string | null;
  /** What the source asked to be remembered; undefined: as before. */
  readonly memory: string | undefined;
  /** Under which it was read: where another holder has it by now, nothing is written, and the call rejects. */
  readonly lease?: Lease | undefined;
}

/** A source, how it fares and what is stored of it. */
export interface StoredSource extends SourceRecord {
  readonly articles: number;
  /** When its newest article was published. */
  readonly newest: string | null;
  readonly triedAt: string | null;
  readonly readAt: string | null;
  readonly nextAt: string | null;
  readonly failures: number;
  readonly isUnreadable: boolean;
  readonly lastError: string | null;
  readonly memory: string | null;
  /** How all of its articles are indexed; null when some are still to be finished. */
  readonly fingerprint: string | null;
}

export interface RemovedCounts {
  readonly articles: number;
  readonly passages: number;
  readonly vectors: number;
}

/** What a server does not want to read: an address, or a domain with all below it. */
export interface Takedown {
  /** Null: the house itself. */
  readonly guildId: string | null;
  /** `https://harbour.example/one`, or `harbour.example`. */
  readonly target: string;
}

/** One change that a moderator made. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The member's id, hashed with the installation's secret. */
  readonly actor: string;
  readonly action: "add" | "remove" | "takedown";
  /** What it was done to, as members know it. */
  readonly subject: string;
}

export interface NewLogEntry extends LogEntry {
  readonly guildId: string;
}

/** What one process at a time may do, and the process that does it. */
export interface Lease {
  /** `source feed-1`. */
  readonly name: string;
  /** Random letters of the process. */
  readonly holder: string;
}

export interface LeaseRequest extends Lease {
  /** The clock, ISO 8601, UTC. */
  readonly now: string;
  /** ISO 8601, UTC: from this moment on anybody may take it, so that it outlives no crash for long. */
  readonly until: string;
}

/** A number that is kept for a while. */
export interface Counter {
  readonly value: number;
  /** ISO 8601, UTC: from this moment on nothing is counted. */
  readonly until: string;
}

export interface CounterQuery {
  readonly key: string;
  /** The clock, ISO 8601, UTC. */
  readonly now: string;
}

/** A text that is kept for a while. */
export interface TextRequest extends CounterQuery {
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}

export interface PresentServers {
  readonly present: readonly string[];
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Those that this process serves; without them it serves all servers. */
  readonly shards?: Shards | undefined;
}

export interface CounterAddition extends CounterQuery {
  readonly amount: number;
  /** Takes the place of an earlier end. */
  readonly until: string;
}

/** A passage and how well it matched. */
export interface Hit {
  readonly passage: Passage;
  readonly article: ArticleInfo;
  /** The same for all copies of one text that several outlets carry; else the article's own id. */
  readonly originId: string;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
}

/** Keeps to articles published in `[since, until)` (ISO 8601, UTC) and by one outlet. */
export interface ArticleFilter {
  readonly since?: string;
  readonly until?: string;
  /** The same edges for articles that are dated by a day alone (at midnight UTC), where a time zone parts them. */
  readonly sinceDay?: string;
  readonly untilDay?: string;
  readonly outlet?: string;
}

export interface TextQuery {
  /**
   * Plain words, already stripped of stop words; the store stems them as it stemmed the passages. A term of several
   * words stands for these words side by side.
   */
  readonly terms: readonly string[];
  readonly filter: ArticleFilter;
  readonly limit: number;
}

export interface VectorQuery {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Only vectors made by this embedder are compared. */
  readonly embedder: string;
  readonly filter: ArticleFilter;
  readonly limit: number;
}

export interface ArticleQuery {
  readonly filter: ArticleFilter;
  readonly limit: number;
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

export interface OutletInfo {
  readonly name: string;
  readonly articles: number;
}

/** An article's text, and who carries it. */
export interface Origin {
  readonly articleId: string;
  /** The same for all copies of one text. */
  readonly originId: string;
  /** Every outlet here with a copy of it, the article's own among them, each once. */
  readonly outlets: readonly string[];
}

export interface TermCounts {
  readonly passages: number;
  /** One count for each term, in order. */
  readonly counts: readonly number[];
}
