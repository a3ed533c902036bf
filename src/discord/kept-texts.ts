import { randomBytes } from "node:crypto";
import { waitUnlessAborted } from "../abortable.ts";
import { CLOCKS_DIFFER_MS } from "../store/clocks.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./patience.ts";

/** What stands behind the buttons of messages for a while: in this process at once, in the store for all others. */
export interface KeptTexts {
  /** Returns the id that the buttons carry. No life is longer than `LONGEST_LIFE_MS`. */
  keep(text: string, lifeMs: number): string;
  /** Undefined alike for an id that is made up, and for what is over or was taken. */
  find(id: string): Promise<string | undefined>;
  /** True for one of those who take it, in whatever process: what it stands for is done once. */
  take(id: string): Promise<boolean>;
}

export interface KeptTextsOptions {
  /** Not given: what is kept is gone with the process, and unknown to others. */
  readonly store?: Pick<Store, "keepText" | "findText" | "takeText"> | undefined;
  readonly clock: Pick<Clock, "now">;
  /** Hears that other processes will not know a text. */
  readonly onError: (error: unknown) => void;
}

export const LONGEST_LIFE_MS = 60 * 60 * 1000;

/** About 8 kB each. The oldest go first; the store still has them. */
const MAX_REMEMBERED = 2000;
/** Too many to guess. */
const ID_BYTES = 16;
/** A press has to be answered within three seconds; a store that is busy for longer knows of no other process's press. */
const WAIT_FOR_STORE_MS = 1500;

/** Creates what nothing is kept in yet. */
export function createKeptTexts({ store, clock, onError }: KeptTextsOptions): KeptTexts {
  const own = new Map<string, { readonly text: string; readonly from: number; readonly until: number }>();
  const moment = (ms: number) => new Date(ms).toISOString();
  const query = (id: string) => ({
    key: `button ${id}`,
    now: moment(clock.now()),
    latestEnd: moment(clock.now() + LONGEST_LIFE_MS),
  });
  const findOwn = (id: string) => {
    const kept = own.get(id);
    const now = clock.now();
    // Kept in the future: the clock went back.
    return kept && kept.from <= now + CLOCKS_DIFFER_MS && now < kept.until ? kept.text : undefined;
  };
  const ask = async <Result>(answer: Promise<Result> | undefined, otherwise: Result): Promise<Result> => {
    if (!answer) return otherwise;
    try {
      return await waitUnlessAborted(answer, AbortSignal.timeout(WAIT_FOR_STORE_MS));
    } catch (error) {
      onError(error);
      return otherwise;
    }
  };

  return {
    keep(text, lifeMs) {
      const id = randomBytes(ID_BYTES).toString("base64url");
      const from = clock.now();
      const until = from + lifeMs;
      own.set(id, { text, from, until });
      if (own.size > MAX_REMEMBERED) own.delete(own.keys().next().value ?? "");
      const { key, now } = query(id);
      store?.keepText({ key, now, text, until: moment(until) }).catch(onError);
      return id;
    },
    find: async (id) => findOwn(id) ?? (await ask(store?.findText(query(id)), undefined)),
    take(id) {
      // Here it is taken before anybody else is asked: of two presses at once, one is too late.
      const isOwn = findOwn(id) !== undefined;
      own.delete(id);
      return ask(store?.takeText(query(id)), isOwn);
    },
  };
}
