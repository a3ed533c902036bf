import { createHmac } from "node:crypto";
import { waitUnlessAborted } from "../abortable.ts";
import { CLOCKS_DIFFER_MS } from "../store/clocks.ts";
import type { Store } from "../store/store.ts";

/** How often a member may ask. */
export interface Cooldown {
  /** Takes a member's turn, and resolves to 0; or to how many milliseconds they have to wait for the next. */
  takeTurn(member: { readonly guildId: string; readonly memberId: string }): Promise<number>;
}

export interface CooldownOptions {
  readonly store: Pick<Store, "findCounter" | "addToCounter">;
  /** What ids are hashed with, so that a copy of the store does not tell who asks. */
  readonly secret: string;
  /** 0: every turn is free. */
  readonly cooldownMs: number;
  readonly now: () => Date;
  /** Hears that a turn could not be kept. */
  readonly onError: (error: unknown) => void;
}

/** The ends that are over are forgotten when there are this many. */
const MAX_REMEMBERED = 10_000;

/** Of two processes that are asked at once one is the first, which the store says at once unless it is busy. */
const WAIT_FOR_STORE_MS = 250;

/**
 * Turns are remembered here and kept in the store: after a restart, and between processes, the store's word counts. A
 * question never waits for a reload that occupies it.
 */
export function createCooldown({ store, secret, cooldownMs, now, onError }: CooldownOptions): Cooldown {
  const ends = new Map<string, number>();

  const forgetOver = (nowMs: number) => {
    if (ends.size < MAX_REMEMBERED) return;
    for (const [key, end] of ends) if (end <= nowMs) ends.delete(key);
  };

  /** No wait is longer than a turn: an end that is much later was set before the clock went back. */
  const waitUntil = (end: number, nowMs: number) =>
    end - nowMs > cooldownMs + CLOCKS_DIFFER_MS ? 0 : Math.min(end - nowMs, cooldownMs);

  return {
    async takeTurn({ guildId, memberId }) {
      if (cooldownMs === 0) return 0;
      const key = `turn ${createHmac("sha256", secret).update(`${guildId}/${memberId}`).digest("base64url")}`;
      const nowMs = now().getTime();
      const known = waitUntil(ends.get(key) ?? 0, nowMs);
      if (known > 0) return known;

      // Taken before the store is asked: of two questions at once, one waits.
      const end = nowMs + cooldownMs;
      forgetOver(nowMs);
      ends.set(key, end);
      const moment = new Date(nowMs).toISOString();
      const stored = await store.findCounter({ key, now: moment });
      const storedWait = stored ? waitUntil(Date.parse(stored.until), nowMs) : 0;
      if (storedWait > 0) {
        ends.set(key, nowMs + storedWait);
        return storedWait;
      }
      const added = store.addToCounter({ key, now: moment, amount: 1, until: new Date(end).toISOString() });
      added.catch(onError);
      const counted = await waitUnlessAborted(added, AbortSignal.timeout(WAIT_FOR_STORE_MS)).catch(
        () => undefined,
      );
      return counted && counted.value > 1 ? cooldownMs : 0;
    },
  };
}
