import { waitUnlessAborted } from "./abortable.ts";

/** Turns at something that only so many can do at once: whoever had theirs longest ago, or never, is next. */
export interface Turns {
  /**
   * Does the work when it is this key's turn; of one key in the order of asking. Rejects with the work's error, or with
   * the signal's reason where that aborts while it waits.
   */
  take<Result>(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
}

export interface TurnsOptions {
  /** Of all keys together. */
  readonly atOnce: number;
  /** Of one key; default: all. */
  readonly shareOf?: (key: string) => number;
}

interface Line {
  readonly waiting: Set<() => void>;
  running: number;
  lastTurn: number;
}

const NEVER = new AbortController().signal;

/** Creates turns that nobody waits for yet. A key is a server's id, such that one server waits for its own alone. */
export function createTurns({ atOnce, shareOf = () => atOnce }: TurnsOptions): Turns {
  const lines = new Map<string, Line>();
  let running = 0;
  let turns = 0;

  const findNext = (): Line | undefined => {
    let next: Line | undefined;
    for (const [key, line] of lines) {
      if (line.waiting.size === 0 || line.running >= shareOf(key)) continue;
      if (!next || line.lastTurn < next.lastTurn) next = line;
    }
    return next;
  };
  const begin = () => {
    while (running < atOnce) {
      const line = findNext();
      const [start] = line?.waiting ?? [];
      if (!line || !start) return;
      line.waiting.delete(start);
      running += 1;
      line.running += 1;
      turns += 1;
      line.lastTurn = turns;
      start();
    }
  };
  const forgetIfEmpty = (key: string, line: Line) => {
    if (line.running === 0 && line.waiting.size === 0) lines.delete(key);
  };
  const end = (key: string, line: Line) => {
    running -= 1;
    line.running -= 1;
    forgetIfEmpty(key, line);
    begin();
  };

  return {
    async take(key, work, signal = NEVER) {
      signal.throwIfAborted();
      const line = lines.get(key) ?? { waiting: new Set(), running: 0, lastTurn: 0 };
      lines.set(key, line);
      const turn = Promise.withResolvers<void>();
      line.waiting.add(turn.resolve);
      begin();
      try {
        await waitUnlessAborted(turn.promise, signal);
      } catch (error) {
        // It may have been its turn at that very moment.
        if (line.waiting.delete(turn.resolve)) forgetIfEmpty(key, line);
        else end(key, line);
        throw error;
      }
      try {
        return await work();
      } finally {
        end(key, line);
      }
    },
  };
}
