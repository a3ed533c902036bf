import { type IIdentifyThrottler, SimpleIdentifyThrottler } from "discord.js";
import type { Clock } from "./patience.ts";

/** Whether this process may log a shard in now: then no other may in that bucket for a while. */
export type TakeLogin = (login: { readonly bucket: number; readonly forMs: number }) => Promise<boolean>;

export interface LoginsOptions {
  /** How many buckets there are, as Discord says: one shard of each may log in every five seconds. */
  readonly maxConcurrency: number;
  readonly takeLogin: TakeLogin;
  /** How many logins of all shards Discord still allows until its day is over. */
  readonly countLeft: () => Promise<number>;
  readonly clock: Clock;
  /** Hears that other processes' logins are not known, or not how many are left. */
  readonly onError: (error: unknown) => void;
  /** Hears, once, that a shard waits because so few are left. */
  readonly onNoneLeft: (left: number) => void;
  /** Hears, once, that a shard waits for other processes' logins. */
  readonly onWait: (shardId: number) => void;
}

/** Discord's five seconds, and a little for the way there. https://docs.discord.com/developers/events/gateway#rate-limiting */
const BETWEEN_LOGINS_MS = 5250;
const ASK_AGAIN_MS = 500;
/** For each bucket: so many processes may each be about to take one. */
const KEPT_BACK = 10;
/** Until Discord's day is over it may be hours. */
const LOOK_FOR_MORE_MS = 60_000;

/**
 * Spreads logins as Discord wants it, over all processes of a bot, and keeps from the last ones of a day: too many, and
 * Discord takes the token away. discord.js looks at that when a process begins, each for itself, and not when a shard
 * logs in again. Where the others can't be asked, discord.js's own spreading of this process's logins has to do.
 */
export function createLogins(options: LoginsOptions): IIdentifyThrottler {
  const { maxConcurrency, takeLogin, countLeft, clock, onError, onNoneLeft, onWait } = options;
  const own = new SimpleIdentifyThrottler(maxConcurrency);
  const isFree = (bucket: number) =>
    takeLogin({ bucket, forMs: BETWEEN_LOGINS_MS }).catch((error: unknown) => {
      onError(error);
      return true;
    });
  let isWaiting = false;
  const isLeft = async () => {
    const left = await countLeft().catch((error: unknown) => {
      onError(error);
      return Number.POSITIVE_INFINITY;
    });
    const isEnough = left > KEPT_BACK * maxConcurrency;
    if (!isEnough && !isWaiting) onNoneLeft(left);
    isWaiting = !isEnough;
    return isEnough;
  };
  const rest = async (ms: number, signal: AbortSignal) => {
    await clock.sleep(ms);
    signal.throwIfAborted();
  };
  return {
    async waitForIdentify(shardId, signal) {
      await own.waitForIdentify(shardId, signal);
      // Before its turn: it has to log in while it has that, however long Discord takes to say.
      while (!(await isLeft())) await rest(LOOK_FOR_MORE_MS, signal);
      let isTold = false;
      while (!(await isFree(shardId % maxConcurrency))) {
        if (!isTold) onWait(shardId);
        isTold = true;
        await rest(ASK_AGAIN_MS, signal);
      }
    },
  };
}
