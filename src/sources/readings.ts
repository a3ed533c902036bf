import { setTimeout as sleep } from "node:timers/promises";
import { waitUnlessAborted } from "../abortable.ts";
import { createLeases, type Leases } from "../store/leases.ts";
import { HOUSE } from "../store/scopes.ts";
import type { StoredSource } from "../store/store.ts";
import { createTurns } from "../turns.ts";
import type { NewsroomOptions, NewsroomReload } from "./newsroom.ts";
import { NOTHING_CHANGED, type Reload, type ReloadProgress, reloadSource } from "./reload.ts";
import { type Source, SourceError, sourceLease } from "./source.ts";

/** More would only wait for the one who embeds and the one who writes. */
const AT_ONCE = 4;
/** A server that reloads all its sources leaves room for the others. */
const AT_ONCE_OF_ONE_SERVER = 3;
/** Who waits for another process's reading looks this often whether it is over. */
const LOOK_AGAIN_MS = 500;

/** A source, and what was known of it when somebody wanted it read: what was read later is new enough. */
export interface Wanted {
  readonly source: Source;
  readonly stored: StoredSource;
}

/** One source's reading, under way or waiting for its turn, and who listens to it. */
export interface Run {
  readonly done: Promise<Reload>;
  readonly listeners: Set<(progress: ReloadProgress) => void>;
}

/** The readings that are under way: never two of one source, in whatever process, and four at a time in this one. */
export interface Readings {
  has(sourceId: string): boolean;
  /** Begins a reading, or joins the one that is under way; another process's is waited for. */
  join(wanted: Wanted): Run;
  /** Resolves once none is under way. */
  settle(): Promise<void>;
  /** Waits for every run, telling of each step; leaves them when the signal aborts. */
  follow(runs: readonly Run[], listener: Pick<NewsroomReload, "signal" | "onUpdate">): Promise<Reload[]>;
}

/** Creates the readings of one newsroom; none is under way. */
export function createReadings(options: NewsroomOptions): Readings {
  const runs = new Map<string, Run & { wanted: Wanted }>();
  const turns = createTurns({
    atOnce: AT_ONCE,
    shareOf: (guildId) => (guildId === HOUSE ? AT_ONCE : AT_ONCE_OF_ONE_SERVER),
  });
  const readOnce = createReadOnce(options, createLeases(options));

  const start = (wanted: Wanted): Run & { wanted: Wanted } => {
    const { id } = wanted.source;
    const listeners: Run["listeners"] = new Set();
    const onProgress = (progress: ReloadProgress) => {
      for (const listen of listeners) listen(progress);
    };
    // Who joined may know of a later reading than who was first.
    const latest = () => runs.get(id)?.wanted ?? wanted;
    const read = async () => {
      for (;;) {
        const current = latest();
        const reload = await turns.take(wanted.stored.guildId ?? HOUSE, () => readOnce(current, onProgress));
        const isStale = reload?.isElsewhere && current !== latest();
        if (reload && !isStale) return reload;
        onProgress({ name: wanted.stored.name, stage: "reading", done: 0, total: 0 });
        await sleep(LOOK_AGAIN_MS, undefined, { ref: false });
      }
    };
    const done = read().finally(() => runs.delete(id));
    // Whoever waits for it hears of a failure; nobody has to.
    done.catch(() => {});
    return { done, listeners, wanted };
  };

  return {
    has: (sourceId) => runs.has(sourceId),
    join(wanted) {
      const { id } = wanted.source;
      const run = runs.get(id) ?? start(wanted);
      runs.set(id, run);
      if (timeOf(wanted) > timeOf(run.wanted)) run.wanted = wanted;
      return run;
    },
    async settle() {
      while (runs.size > 0) await Promise.allSettled([...runs.values()].map(({ done }) => done));
    },
    follow,
  };
}

/** Reads a source if no other process does; undefined while one does. What one has read meanwhile is not read again. */
function createReadOnce(options: NewsroomOptions, leases: Leases) {
  const { store, signal } = options;
  return async (
    { source, stored }: Wanted,
    onProgress: (progress: ReloadProgress) => void,
  ): Promise<Reload | undefined> => {
    signal.throwIfAborted();
    const findLater = async () => {
      const known = await store.findSource(source.id);
      return known && known.triedAt !== stored.triedAt ? readElsewhere(known) : undefined;
    };
    const read = async () => {
      const reload = await leases.hold(
        sourceLease(source),
        async ({ lease, isLeft, signal: lost }) =>
          (await findLater()) ??
          reloadSource(isLeft ? restOnce(source) : source, {
            ...options,
            lease,
            signal: AbortSignal.any([signal, lost]),
            onProgress,
          }),
      );
      if (!reload) return findLater();
      if (!reload.isElsewhere) options.onReload?.(reload);
      return reload;
    };
    return read().catch((error: unknown) => {
      signal.throwIfAborted();
      // The store could not be asked who reads.
      const reload = { ...nothingOf(stored), error: error instanceof Error ? error.message : String(error) };
      options.onReload?.(reload);
      return reload;
    });
  };
}

/**
 * A source that nobody finished reading: what comes from the web may have ended the process, so that this turn counts
 * as a failure, and it is read at its next. A folder is its owner's own, who looks for what was put there last.
 */
function restOnce(source: Source): Source {
  if (source.kind !== "feed" && source.kind !== "page") return source;
  const stopped = new SourceError("the bot stopped while reading this", { problem: "unreadable" });
  return { ...source, read: () => Promise.reject(stopped) };
}

/** What is stored after another process's reading. */
function readElsewhere(stored: StoredSource): Reload {
  const { articles, lastError } = stored;
  const isRead = stored.readAt === stored.triedAt;
  return {
    ...nothingOf(stored),
    unchanged: articles,
    isElsewhere: true,
    notices: [
      "another process of this bot has just read it: this is what is stored now",
      ...(isRead && lastError !== null ? [lastError] : []),
    ],
    ...(isRead || lastError === null ? {} : { error: lastError }),
  };
}

/** ISO 8601 in UTC: in the order of the letters. */
const timeOf = ({ stored }: Wanted) => stored.triedAt ?? "";

const nothingOf = ({ id, name, kind }: StoredSource): Reload => ({
  ...NOTHING_CHANGED,
  id,
  name,
  kind,
  ms: 0,
});

async function follow(
  runs: readonly Run[],
  { signal, onUpdate }: Pick<NewsroomReload, "signal" | "onUpdate">,
): Promise<Reload[]> {
  const done: Reload[] = [];
  const listen = (current: ReloadProgress) => onUpdate?.({ done: [...done], current });
  for (const { listeners } of runs) listeners.add(listen);
  try {
    for (const run of runs) {
      done.push(await waitUnlessAborted(run.done, signal));
      onUpdate?.({ done: [...done] });
    }
    return done;
  } finally {
    for (const { listeners } of runs) listeners.delete(listen);
  }
}
