import type { Embedder } from "../models/embedder.ts";
import type { Shards } from "../store/shards.ts";
import type { LogEntry, RemovedCounts, SourceRecord, Store } from "../store/store.ts";
import { createFeedSource } from "./feed.ts";
import type { HouseSource } from "./house.ts";
import { createModeration } from "./moderation.ts";
import { createPageSource, type WebSourceOptions } from "./page.ts";
import { createReadDue } from "./read-due.ts";
import { createReadings } from "./readings.ts";
import type { Reload, ReloadProgress } from "./reload.ts";
import type { Source } from "./source.ts";
import { statusOf } from "./source-status.ts";

/** What a source is, and how it fares, as the members of one server see it. */
export interface SourceStatus {
  readonly id: string;
  /** As members know it; unique in their server. */
  readonly name: string;
  readonly kind: Source["kind"];
  /** Where a feed or a page is read. */
  readonly address: string | null;
  /** Read for every server: no moderator can remove it. */
  readonly isHouse: boolean;
  readonly articles: number;
  /** ISO 8601, UTC; null before the first reading. */
  readonly newestArticle: string | null;
  readonly lastReadAt: string | null;
  /** When it is read next by itself; null: not any more. */
  readonly nextReadAt: string | null;
  /** Why the last reading failed, as a whole or in part. */
  readonly lastError?: string;
  /** It has failed so often that a moderator should look at it. */
  readonly needsAttention: boolean;
}

/** How far a reload is: the sources that are done, and the one that is being read. */
export interface ReloadUpdate {
  readonly done: readonly Reload[];
  readonly current?: ReloadProgress;
}

export interface ReloadOutcome {
  readonly sources: readonly Reload[];
  readonly ms: number;
  /** The reload was under way already: this is its outcome. */
  readonly isJoined: boolean;
}

/** The sources that this installation reads, and the reading of them. A server sees the house's and its own. */
export interface Newsroom {
  /** Without a server: the house's alone. */
  listSources(guildId?: string): Promise<SourceStatus[]>;
  /**
   * Reads one source again, or all that the server sees. Where a source is being read already, or waits for its turn,
   * that reading is joined; where another process reads it, that one's end is waited for. A source that is not here is not in the outcome. Rejects when the signal aborts: then the
   * reading goes on without this caller; or when the newsroom stops.
   */
  reload(request: NewsroomReload): Promise<ReloadOutcome>;
  /** Looks what an address is and what it would bring. Keeps nothing. */
  preview(request: PreviewRequest): Promise<Preview | Refused>;
  /** Adds what was previewed. It is read by the next reload. */
  add(request: AddRequest): Promise<SourceStatus | Refused>;
  /** Undefined when the server has no such source of its own. */
  remove(request: { readonly sourceId: string } & Moderator): Promise<RemovedCounts | undefined>;
  /** Takes an address, or a domain with all below it, down for this server. */
  takeDown(request: { readonly target: string } & Moderator): Promise<TakenDown | Refused>;
  /** What moderators changed, latest first. */
  listLog(guildId: string): Promise<LogEntry[]>;
  /** Reads every source whose time has come, and clears away what is kept no longer. Never rejects. */
  readDue(): Promise<void>;
  /** Resolves once no reading is under way, such as after the newsroom was told to stop. */
  settle(): Promise<void>;
}

/** Who changes something, and where. */
export interface Moderator {
  readonly guildId: string;
  readonly memberId: string;
}

export interface PreviewRequest {
  readonly guildId: string;
  /** As it was typed. */
  readonly address: string;
  /** As it was typed; else it is named by what stands there. */
  readonly name?: string | undefined;
  readonly signal: AbortSignal;
}

/** What an address would bring. */
export interface Preview {
  readonly kind: "preview";
  readonly source: {
    readonly kind: "feed" | "page";
    /** Where it is read: the feed, when what was typed is a page that names one. */
    readonly address: string;
    readonly name: string;
  };
  /** How many articles it has now. */
  readonly articles: number;
  /** The newest of them. */
  readonly newest: readonly { readonly title: string; readonly publishedAt: string | null }[];
  /** What a moderator should know before, such as that the feed holds openings only: one sentence each. */
  readonly notices: readonly string[];
}

export interface AddRequest extends Moderator {
  readonly source: Preview["source"];
}

/** What can't be done, and why: one sentence for a moderator, in English. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
}

export interface TakenDown extends RemovedCounts {
  readonly kind: "taken-down";
  /** As it was understood: an address, or a domain. */
  readonly target: string;
}

export interface NewsroomReload {
  readonly guildId?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly signal: AbortSignal;
  readonly onUpdate?: ((update: ReloadUpdate) => void) | undefined;
}

export interface NewsroomOptions {
  /** What every server sees, as the settings name it. It stands in the store: `registerHouse`. */
  readonly house: readonly HouseSource[];
  readonly store: Store;
  readonly embedder?: Embedder | undefined;
  /** How the addresses that moderators add are fetched and read. */
  readonly web: Pick<WebSourceOptions, "fetch" | "extractor">;
  /** Whose sources this process reads by itself; of others what is late, since theirs may have died. Default: all. */
  readonly shards?: Shards | undefined;
  /** Of feeds and pages: after this long only title and link are kept. */
  readonly keepTextMs: number;
  readonly now: () => Date;
  /** In [0, 1): spreads the readings to come. */
  readonly random: () => number;
  /** Stops every reading; what was applied stays. */
  readonly signal: AbortSignal;
  readonly onNotice: (message: string) => void;
  /** Hears of every source that was read, whoever asked for it. */
  readonly onReload?: (reload: Reload) => void;
}

/** Creates the newsroom. Nothing is read before somebody asks for it, or `readDue` is called. */
export function createNewsroom(options: NewsroomOptions): Newsroom {
  const { store } = options;
  const readings = createReadings(options);
  const sources = createSourceFinder(options);
  const view = (guildId: string | undefined) => store.view(guildId);

  return {
    ...createModeration(options),
    listSources: async (guildId) => (await view(guildId).listSources()).map(statusOf),
    settle: readings.settle,
    readDue: createReadDue(options, { readings, sources }),
    async reload({ guildId, sourceId, signal, onUpdate }) {
      const startedAt = performance.now();
      const seen = await view(guildId).listSources();
      const wanted = seen
        .filter(({ id }) => sourceId === undefined || id === sourceId)
        .flatMap((stored) => sources(stored).map((source) => ({ source, stored })));
      const isUnderWay = wanted.every(({ source }) => readings.has(source.id));
      const reloads = await readings.follow(wanted.map(readings.join), { signal, onUpdate });
      const isElsewhere = reloads.every((reload) => reload.isElsewhere);
      const isJoined = wanted.length > 0 && (isUnderWay || isElsewhere);
      return { sources: reloads, ms: Math.round(performance.now() - startedAt), isJoined };
    },
  };
}

/** The sources by what is stored of them: the house's own, and those that moderators have added. */
function createSourceFinder({ house, web, now }: NewsroomOptions): (stored: SourceRecord) => Source[] {
  const own = new Map(house.map(({ source }) => [source.id, source]));
  return ({ id, kind, address, guildId }) => {
    const known = own.get(id);
    if (known) return [known];
    if (address === null) return [];
    const options = { ...web, id, address, now, guildId: guildId ?? undefined };
    if (kind === "feed") return [createFeedSource(options)];
    return kind === "page" ? [createPageSource(options)] : [];
  };
}
