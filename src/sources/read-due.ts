import { CLOCKS_DIFFER_MS } from "../store/clocks.ts";
import { createLeases } from "../store/leases.ts";
import { HOUSE } from "../store/scopes.ts";
import { isOfShards } from "../store/shards.ts";
import type { StoredSource } from "../store/store.ts";
import { createTurns } from "../turns.ts";
import { registerHouse } from "./house.ts";
import type { Newsroom, NewsroomOptions } from "./newsroom.ts";
import type { Readings } from "./readings.ts";
import type { Source } from "./source.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Where the store could not keep when a source is read next, it is still not read in circles. */
const LEAST_GAP_MS = MINUTE_MS;
/** What another process's shards should have read by then, this one reads. */
const LATE_MS = 5 * MINUTE_MS;
/** What is kept no longer is looked for this often. */
const CLEAR_EVERY_MS = HOUR_MS;
/** A server that removed the bot may change its mind for so long. */
const SERVER_KEPT_MS = 30 * DAY_MS;
/** A question's counters wait for the writer no longer than this many articles take. */
const CUT_AT_ONCE = 200;

/** Of the four readings at a time: a server of slow sources leaves room for the others, and for who presses a button. */
const AT_ONCE_OF_ONE_SERVER = 2;

/** Reads what is due, four sources at a time, and clears away what is kept no longer. */
export function createReadDue(
  options: NewsroomOptions,
  {
    readings,
    sources,
  }: { readonly readings: Readings; readonly sources: (stored: StoredSource) => Source[] },
): Newsroom["readDue"] {
  const { store, now, signal, onNotice, shards } = options;
  const lastStartedAt = new Map<string, number>();
  const waiting = new Set<string>();
  // One server's readings wait for each other; the house's for nobody but the four.
  const turns = createTurns({
    atOnce: Number.POSITIVE_INFINITY,
    shareOf: (guildId) => (guildId === HOUSE ? Number.POSITIVE_INFINITY : AT_ONCE_OF_ONE_SERVER),
  });
  const leases = createLeases(options);
  let clearedAt = Number.NEGATIVE_INFINITY;

  const read = (stored: StoredSource): Promise<unknown>[] => {
    waiting.add(stored.id);
    return sources(stored).map((source) =>
      turns.take(stored.guildId ?? HOUSE, async () => {
        waiting.delete(stored.id);
        lastStartedAt.set(stored.id, now().getTime());
        await readings.join({ source, stored }).done;
      }),
    );
  };

  /** Whether it is less than so long ago; what lies ahead was before the clock went back, nobody knows how long. */
  const isWithin = (ms: number, then: number) => then <= now().getTime() && now().getTime() - then < ms;
  const isOwn = ({ guildId }: StoredSource) => guildId === null || !shards || isOfShards(guildId, shards);
  const isDue = (stored: StoredSource): boolean => {
    const { id, kind, nextAt, triedAt } = stored;
    const startedAt = lastStartedAt.get(id);
    // A folder may have been changed while nobody looked.
    if (startedAt === undefined && kind === "folder") return true;
    if (startedAt !== undefined && isWithin(LEAST_GAP_MS, startedAt)) return false;
    const lateMs = isOwn(stored) ? 0 : LATE_MS;
    const nowMs = now().getTime();
    if (triedAt === null || nextAt === null) return triedAt === null;
    return Date.parse(nextAt) + lateMs <= nowMs || Date.parse(triedAt) > nowMs + CLOCKS_DIFFER_MS;
  };

  return async () => {
    try {
      await store.check();
      if (await registerIfForgotten(options)) lastStartedAt.clear();
      const isFree = ({ id }: StoredSource) => !waiting.has(id) && !readings.has(id);
      const due = (await store.listDue(now().toISOString())).filter(
        (source) => isFree(source) && isDue(source),
      );
      await Promise.allSettled(due.flatMap(read));
      if (isWithin(CLEAR_EVERY_MS, clearedAt) || signal.aborted) return;
      clearedAt = now().getTime();
      if (await leases.claim("clear away", CLEAR_EVERY_MS)) await clearAway(options);
    } catch (error) {
      if (!signal.aborted)
        onNotice(`reading by itself failed: ${error instanceof Error ? error.message : error}`);
    }
  };
}

/**
 * A store that was begun anew while this process runs, since its file was deleted or damaged, does not know the house.
 * One that knows a part is left alone: another process may have other settings. Resolves to whether it was so.
 */
async function registerIfForgotten({ store, house }: NewsroomOptions): Promise<boolean> {
  const stored = new Set((await store.view().listSources()).map(({ id }) => id));
  if (house.length === 0 || house.some(({ source }) => stored.has(source.id))) return false;
  await registerHouse(store, house, { othersGo: false });
  return true;
}

async function clearAway({ store, keepTextMs, now, signal, onNotice }: NewsroomOptions): Promise<void> {
  const before = (ms: number) => new Date(now().getTime() - ms).toISOString();
  const forgotten = await store.forgetServers(before(SERVER_KEPT_MS));
  if (forgotten.servers > 0) {
    onNotice(
      `${forgotten.servers} servers left more than 30 days ago: ${forgotten.articles} articles were removed`,
    );
  }
  const request = { fetchedBefore: before(keepTextMs), limit: CUT_AT_ONCE };
  let cut = 0;
  let latest = CUT_AT_ONCE;
  while (latest === CUT_AT_ONCE && !signal.aborted) {
    latest = await store.dropTexts(request);
    cut += latest;
  }
  if (cut > 0) onNotice(`${cut} articles are old: title and link are kept of them`);
}
