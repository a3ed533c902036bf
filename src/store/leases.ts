import { randomUUID } from "node:crypto";
import type { Lease, Store } from "./store.ts";

/** What this process does and no other at the same time, by name. */
export interface Leases {
  /**
   * Does the work, unless another process is at the work of this name: then undefined, as when another process has
   * taken over because this one was silent for too long. Rejects when the store can't be written, or the work does.
   */
  hold<Result>(name: string, work: (held: Held) => Promise<Result>): Promise<Result | undefined>;
  /** Whether this process is the one that does it within this time. It is not given back. */
  claim(name: string, forMs: number): Promise<boolean>;
  /** As `claim`, where this process too may do it only once within this time. */
  claimOnce(name: string, forMs: number): Promise<boolean>;
}

/** Work under a lease. */
export interface Held {
  readonly lease: Lease;
  /** Whether a process that was at this work before died in the middle of it, or was silent for too long. */
  readonly isLeft: boolean;
  /** Aborts when another process has taken over. */
  readonly signal: AbortSignal;
}

export interface LeasesOptions {
  readonly store: Pick<Store, "takeLease" | "dropLease">;
  readonly now: () => Date;
  readonly renewEveryMs?: number;
}

/** After a crash another process takes over so long afterwards. */
const LEASE_MS = 10_000;
/** Two renewals may fail, such as behind a reload that writes. */
const RENEW_EVERY_MS = LEASE_MS / 3;

/** Creates the leases of one process; it has none yet. */
export function createLeases({ store, now, renewEveryMs = RENEW_EVERY_MS }: LeasesOptions): Leases {
  const holder = randomUUID();
  const take = (lease: Lease, forMs: number) => {
    const moment = now();
    const until = new Date(moment.getTime() + forMs).toISOString();
    return store.takeLease({ ...lease, now: moment.toISOString(), until });
  };
  const claim = async (name: string, forMs: number) => (await take({ name, holder }, forMs)) !== undefined;
  return {
    claim,
    claimOnce: async (name, forMs) => (await take({ name, holder: randomUUID() }, forMs)) !== undefined,
    async hold(name, work) {
      const taken = await take({ name, holder }, LEASE_MS);
      if (!taken) return undefined;
      const lost = new AbortController();
      let renewal = Promise.resolve();
      const renew = async () => {
        // What could not be renewed now is not lost: nobody else may have got to write either.
        const isOurs = await claim(name, LEASE_MS).catch(() => true);
        if (!isOurs) lost.abort(new Error(`another process has taken over: ${name}`));
      };
      const timer = setInterval(() => {
        renewal = renew();
      }, renewEveryMs);
      timer.unref();
      try {
        return await work({ lease: { name, holder }, isLeft: taken === "left", signal: lost.signal });
      } catch (error) {
        if (lost.signal.aborted) return undefined;
        throw error;
      } finally {
        clearInterval(timer);
        await renewal;
        await store.dropLease({ name, holder }).catch(() => {});
      }
    },
  };
}
