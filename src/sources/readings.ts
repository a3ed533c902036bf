import pLimit from "p-limit";
import { waitUnlessAborted } from "../abortable.ts";
import type { NewsroomOptions, NewsroomReload } from "./newsroom.ts";
import { type Reload, type ReloadProgress, reloadSource } from "./reload.ts";
import type { Source } from "./source.ts";

/** More would only wait for the one who embeds and the one who writes. */
const AT_ONCE = 4;

/** One source's reading, under way or waiting for its turn, and who listens to it. */
export interface Run {
  readonly done: Promise<Reload>;
  readonly listeners: Set<(progress: ReloadProgress) => void>;
}

/** The readings that are under way: never two of one source, and four at a time. */
export interface Readings {
  has(sourceId: string): boolean;
  /** Begins a reading, or joins the one that is under way. */
  join(source: Source): Run;
  /** Waits for every run, telling of each step; leaves them when the signal aborts. */
  follow(runs: readonly Run[], listener: Pick<NewsroomReload, "signal" | "onUpdate">): Promise<Reload[]>;
}

/** Creates the readings of one newsroom; none is under way. */
export function createReadings(options: NewsroomOptions): Readings {
  const runs = new Map<string, Run>();
  const limit = pLimit(AT_ONCE);

  const start = (source: Source): Run => {
    const listeners: Run["listeners"] = new Set();
    const read = async () => {
      options.signal.throwIfAborted();
      const onProgress = (progress: ReloadProgress) => {
        for (const listen of listeners) listen(progress);
      };
      const reload = await reloadSource(source, { ...options, onProgress });
      options.onReload?.(reload);
      return reload;
    };
    const done = limit(read).finally(() => runs.delete(source.id));
    // Whoever waits for it hears of a failure; nobody has to.
    done.catch(() => {});
    return { done, listeners };
  };

  return {
    has: (sourceId) => runs.has(sourceId),
    join(source) {
      const run = runs.get(source.id) ?? start(source);
      runs.set(source.id, run);
      return run;
    },
    follow,
  };
}

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
