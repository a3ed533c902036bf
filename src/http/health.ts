import { waitUnlessAborted } from "../abortable.ts";
import { describeError } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { Page } from "./server.ts";

export interface HealthOptions {
  /** Since Discord last acknowledged a heartbeat; undefined before the first. Not given: there is no gateway. */
  readonly heartbeatAgeMs?: () => number | undefined;
  readonly store: Pick<Store, "check">;
}

/**
 * Discord asks for a heartbeat every 41 seconds. After two without an answer discord.js should have come back, and
 * `isReady()` of a client that was shut out stays true: only the heartbeat tells.
 */
const MAX_HEARTBEAT_AGE_MS = 120_000;

/** A store that takes longer to say that it is well is no use to a question. */
const STORE_TIMEOUT_MS = 5000;

/** Whether the bot can answer: 200, or 503 with what is wrong. */
export function createHealthPage({ heartbeatAgeMs, store }: HealthOptions): () => Promise<Page> {
  return async () => {
    const ageMs = heartbeatAgeMs?.();
    const storeError = await findStoreError(store);
    const isAlive = !heartbeatAgeMs || (ageMs !== undefined && ageMs <= MAX_HEARTBEAT_AGE_MS);
    const isHealthy = isAlive && storeError === undefined;
    const body = {
      status: isHealthy ? "ok" : "bad",
      heartbeatAgeMs: ageMs ?? null,
      store: storeError ?? "ok",
    };
    return {
      status: isHealthy ? 200 : 503,
      contentType: "application/json",
      body: `${JSON.stringify(body)}\n`,
    };
  };
}

async function findStoreError(store: HealthOptions["store"]): Promise<string | undefined> {
  try {
    await waitUnlessAborted(store.check(), AbortSignal.timeout(STORE_TIMEOUT_MS));
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}
