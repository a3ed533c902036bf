import { waitUnlessAborted } from "../../abortable.ts";

/** Turns at hosts: one request in flight at each, and a pause before the next. */
export interface Hosts {
  /**
   * Resolves when it is this request's turn, in the order of asking; what it resolves to ends the turn. With `www.`
   * before it a host is the same. Rejects when the signal aborts while it waits.
   */
  takeTurn(host: string, signal: AbortSignal | undefined): Promise<() => void>;
}

export interface HostsOptions {
  /** From the end of one request to the start of the next. */
  readonly gapMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Whether it is this process's turn, of all of them, for so long; not given: there are no others. */
  readonly claim?: ((host: string, forMs: number) => Promise<boolean>) | undefined;
}

/** Longer than a request takes; after a crash in the middle of one, others wait so long. */
const TURN_MS = 30_000;
const ASK_AGAIN_MS = 500;
/** A store that is busy for longer knows nothing of the other processes' turns. */
const CLAIM_WITHIN_MS = 2000;

const NEVER = new AbortController().signal;

/** Creates the turns; a host that nobody waits for is forgotten after its pause. */
export function createHosts({ gapMs, sleep, claim }: HostsOptions): Hosts {
  const tails = new Map<string, Promise<void>>();
  const isFree = async (host: string, forMs: number) => {
    if (!claim) return true;
    return waitUnlessAborted(claim(host, forMs), AbortSignal.timeout(CLAIM_WITHIN_MS)).catch(() => true);
  };
  return {
    async takeTurn(name, signal = NEVER) {
      const host = name.replace(/^www\./, "").replace(/\.(?=$|:)/, "");
      const before = tails.get(host) ?? Promise.resolve();
      const turn = Promise.withResolvers<"used" | "left">();
      const tail = before.then(async () => {
        if ((await turn.promise) === "used") await sleep(gapMs);
        if (tails.get(host) === tail) tails.delete(host);
      });
      tails.set(host, tail);
      try {
        await waitUnlessAborted(before, signal);
        while (!(await isFree(host, TURN_MS))) {
          await sleep(ASK_AGAIN_MS);
          signal.throwIfAborted();
        }
      } catch (error) {
        turn.resolve("left");
        throw error;
      }
      return () => {
        turn.resolve("used");
        void isFree(host, gapMs);
      };
    },
  };
}
