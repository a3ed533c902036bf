import type { Shards } from "./shards.ts";

/** What is kept beside the articles. */
export interface Bookkeeping {
  /** What is counted under a key; undefined when nothing is. Never waits for a reload. */
  findCounter(query: CounterQuery): Promise<Counter | undefined>;
  /**
   * Adds to what is counted under a key, and says what it comes to: of two who add at once, one hears it first. Behind
   * a reload it waits for its end. Counters that are over are removed; one whose end is later than this addition's, by
   * more than clocks may differ, was counted before the clock went back: it begins anew.
   */
  addToCounter(addition: CounterAddition): Promise<Counter>;
  /** Keeps a text under a key for a while, instead of what was there. Texts that are over are removed. */
  keepText(request: TextRequest): Promise<void>;
  /** Undefined when there is none, or it is over. Never waits for a reload. */
  findText(query: KeptTextQuery): Promise<string | undefined>;
  /** Removes it: true for one of those who try, so that what it stands for is done once. */
  takeText(query: KeptTextQuery): Promise<boolean>;
  /**
   * Takes what one process at a time may do, or keeps it for longer, when it is free, over, or the holder's own
   * already; undefined when another has it. One that ends later than this one would, by more than clocks may differ,
   * counts as over: the clock went back.
   */
  takeLease(request: LeaseRequest): Promise<LeaseTaken | undefined>;
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

export interface CounterAddition extends CounterQuery {
  readonly amount: number;
  /** Takes the place of an earlier end. */
  readonly until: string;
}

export interface KeptTextQuery extends CounterQuery {
  /** ISO 8601, UTC: what ends later counts as over, since the clock went back. */
  readonly latestEnd?: string | undefined;
}

/** A text that is kept for a while. */
export interface TextRequest extends CounterQuery {
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly until: string;
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

/** `left`: another holder let it run out and never gave it back, as a process does that died. */
export type LeaseTaken = "free" | "left";

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

/** One that is to be kept. */
export interface NewLogEntry extends LogEntry {
  readonly guildId: string;
}

export interface PresentServers {
  readonly present: readonly string[];
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Those that this process serves; without them it serves all servers. */
  readonly shards?: Shards | undefined;
}

/** How much was removed. */
export interface RemovedCounts {
  readonly articles: number;
  readonly passages: number;
  readonly vectors: number;
}
