import { type IIdentifyThrottler, SimpleIdentifyThrottler } from "discord.js";
import type { Clock } from "./patience.ts";

/** Whether this process may log a shard in now: then no other may in that bucket for a while. */
export type TakeLogin = (login: { readonly bucket: number; readonly forMs: number }) => Promise<boolean>;

export interface LoginsOptions {
  /** How many buckets there are, as Discord says: one shard of each may log in every five seconds. */
  readonly maxConcurrency: number;
  readonly takeLogin: TakeLogin;
  readonly clock: Clock;
  /** Hears that other processes' logins are not known. */
  readonly onError: (error: unknown) => void;
}

/** Discord's five seconds, and a little for the way there. https://docs.discord.com/developers/events/gateway#rate-limiting */
const BETWEEN_LOGINS_MS = 5250;
const ASK_AGAIN_MS = 500;

/**
 * Spreads logins as Discord wants it, over all processes of a bot: too many in a day, and Discord takes the token
 * away. Where the others can't be asked, discord.js's own spreading of this process's logins has to do.
 */
export function createLogins({
  maxConcurrency,
  takeLogin,
  clock,
  onError,
}: LoginsOptions): IIdentifyThrottler {
  const own = new SimpleIdentifyThrottler(maxConcurrency);
  const isFree = (bucket: number) =>
    takeLogin({ bucket, forMs: BETWEEN_LOGINS_MS }).catch((error: unknown) => {
      onError(error);
      return true;
    });
  return {
    async waitForIdentify(shardId, signal) {
      await own.waitForIdentify(shardId, signal);
      while (!(await isFree(shardId % maxConcurrency))) {
        await clock.sleep(ASK_AGAIN_MS);
        signal.throwIfAborted();
      }
    },
  };
}
