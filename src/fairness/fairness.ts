import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { type Budget, createBudget } from "./budget.ts";
import { type Cooldown, createCooldown } from "./cooldown.ts";

/** What keeps one member, or one server, from taking everything. */
export interface Fairness {
  readonly cooldown: Cooldown;
  readonly budget: Budget;
}

export interface FairnessOptions {
  readonly store: Store;
  /** 0: none. */
  readonly memberCooldownMs: number;
  /** 0: no limit. */
  readonly guildDailyTokens: number;
  readonly now: () => Date;
  readonly log: Log;
}

/** Cooldowns and budgets, kept in the store. */
export async function createFairness(options: FairnessOptions): Promise<Fairness> {
  const { store, memberCooldownMs: cooldownMs, guildDailyTokens: dailyTokens, now, log } = options;
  const onError = (error: unknown) => log.error("usage not kept", { error });
  const secret = await store.secret();
  return {
    cooldown: createCooldown({ store, secret, cooldownMs, now, onError }),
    budget: createBudget({ store, dailyTokens, now, onError }),
  };
}
