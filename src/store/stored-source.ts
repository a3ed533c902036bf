import type { Lease } from "./bookkeeping.ts";

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
