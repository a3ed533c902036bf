import { classifyFailure, type Failure } from "./failures.ts";

/** The time, and waiting: given by whoever starts the bot, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** How a call ended: it took effect, or why it never will. */
export type Delivery = { readonly kind: "sent" } | Exclude<Failure, { readonly kind: "again" }> | TooLate;

/** The time was over before Discord took it. */
interface TooLate {
  readonly kind: "too late";
  readonly reason: string;
}

export interface PatienceOptions {
  readonly clock: Clock;
  /** No try begins after this: milliseconds since 1970. */
  readonly until: number;
  /** A try that has no answer by then is given up: Discord may just have lost it. */
  readonly attemptMs: number;
  /** Before the second try; doubled before each later one. */
  readonly backOffMs: number;
}

/** Beyond this, waiting longer helps nobody. */
const MAX_BACK_OFF_MS = 15_000;

const ANSWERED_ELSEWHERE = "another process with the same token and shard has answered already";

/** Makes a call to Discord again and again, until it is taken, refused, or too late. Never rejects. */
export async function sendPatiently(
  send: (signal: AbortSignal) => Promise<unknown>,
  { clock, until, attemptMs, backOffMs }: PatienceOptions,
): Promise<Delivery> {
  let backOff = backOffMs;
  let reason = "the time was over before the first try";
  let isFirst = true;
  while (clock.now() < until) {
    const failure = await attempt(send, Math.min(attemptMs, until - clock.now()));
    if (!failure) return { kind: "sent" };
    // Before a second try nothing of ours can have been lost on its way back.
    if (failure.kind === "taken" && isFirst) return { kind: "gone", reason: ANSWERED_ELSEWHERE };
    if (failure.kind !== "again") return failure;
    isFirst = false;
    reason = failure.reason;
    const wait = Math.max(failure.waitMs, backOff);
    if (clock.now() + wait >= until) break;
    await clock.sleep(wait);
    backOff = Math.min(backOff * 2, MAX_BACK_OFF_MS);
  }
  return { kind: "too late", reason };
}

async function attempt(
  send: (signal: AbortSignal) => Promise<unknown>,
  attemptMs: number,
): Promise<Failure | undefined> {
  try {
    await send(AbortSignal.timeout(attemptMs));
    return undefined;
  } catch (error) {
    return classifyFailure(error);
  }
}
