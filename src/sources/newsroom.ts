import { waitUnlessAborted } from "../abortable.ts";
import type { Embedder } from "../models/embedder.ts";
import type { Store } from "../store/store.ts";
import { type Reload, type ReloadProgress, reloadSource } from "./reload.ts";
import type { Source } from "./source.ts";

/** What a source is, and how it last fared. */
export interface SourceStatus {
  readonly id: string;
  readonly kind: string;
  readonly articles: number;
  /** ISO 8601, UTC; null before the first reading. */
  readonly newestArticle: string | null;
  readonly lastReadAt: string | null;
  /** Why the last reading failed, as a whole or in part. */
  readonly lastError?: string;
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

/** The sources that this process reads, and the reading of them. */
export interface Newsroom {
  listSources(): Promise<SourceStatus[]>;
  /**
   * Reads one source again, or all of them. Where a source is being read already, or waits for its turn, that reading
   * is joined. A source that is not here is not in the outcome. Rejects when the signal aborts: then the reading goes
   * on without this caller; or when the newsroom stops.
   */
  reload(request: NewsroomReload): Promise<ReloadOutcome>;
}

export interface NewsroomReload {
  readonly sourceId?: string;
  readonly signal: AbortSignal;
  readonly onUpdate?: (update: ReloadUpdate) => void;
}

export interface NewsroomOptions {
  readonly sources: readonly Source[];
  readonly store: Store;
  readonly embedder?: Embedder | undefined;
  /** Stops every reading; what was applied stays. */
  readonly signal: AbortSignal;
  readonly onNotice: (message: string) => void;
  /** Hears of every source that was read, whoever asked for it. */
  readonly onReload?: (reload: Reload) => void;
}

/** One source's reading, under way or waiting, and who listens to it. */
interface Run {
  readonly done: Promise<Reload>;
  readonly listeners: Set<(progress: ReloadProgress) => void>;
}

/** A newsroom that reads one source at a time: they share the store's one writer. */
export function createNewsroom(options: NewsroomOptions): Newsroom {
  const { sources, store, signal, onReload } = options;
  const runs = new Map<string, Run>();
  const last = new Map<string, Reload>();
  let queue: Promise<unknown> = Promise.resolve();

  const start = (source: Source): Run => {
    const listeners: Run["listeners"] = new Set();
    const read = async () => {
      signal.throwIfAborted();
      const onProgress = (progress: ReloadProgress) => {
        for (const listen of listeners) listen(progress);
      };
      const reload = await reloadSource(source, { ...options, onProgress });
      last.set(source.id, reload);
      onReload?.(reload);
      return reload;
    };
    const done = queue.then(read).finally(() => runs.delete(source.id));
    // Whoever asked hears of a failure; the next in the queue need not.
    queue = done.catch(() => {});
    return { done, listeners };
  };

  return {
    async reload(request) {
      const startedAt = performance.now();
      const wanted = sources.filter(({ id }) => request.sourceId === undefined || id === request.sourceId);
      const isJoined = wanted.length > 0 && wanted.every(({ id }) => runs.has(id));
      const joined = wanted.map((source) => {
        const run = runs.get(source.id) ?? start(source);
        runs.set(source.id, run);
        return run;
      });
      const reloads = await follow(joined, request);
      return { sources: reloads, ms: Math.round(performance.now() - startedAt), isJoined };
    },
    async listSources() {
      const stored = new Map((await store.listSources()).map((info) => [info.id, info]));
      return sources.map(({ id, kind }) => {
        const info = stored.get(id);
        const lastError = describeFailure(last.get(id));
        return {
          id,
          kind,
          articles: info?.articles ?? 0,
          newestArticle: info?.newest ?? null,
          lastReadAt: info?.readAt ?? null,
          ...(lastError === undefined ? {} : { lastError }),
        };
      });
    },
  };
}

/** Waits for every run, telling of each step; leaves them when the signal aborts. */
async function follow(runs: readonly Run[], { signal, onUpdate }: NewsroomReload): Promise<Reload[]> {
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

/** As many failures as a line holds by name; the outcome of a reload names them all. */
const FAILURES_NAMED = 3;

function describeFailure(reload: Reload | undefined): string | undefined {
  if (!reload) return undefined;
  const named = reload.failed.slice(0, FAILURES_NAMED).map(({ name, reason }) => `${name}: ${reason}`);
  const more = reload.failed.length - named.length;
  const parts = [reload.error ?? [], named, more > 0 ? `${more} more` : []].flat();
  return parts.length > 0 ? parts.join("; ") : undefined;
}
