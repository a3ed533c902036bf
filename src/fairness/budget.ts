import { lastBelieved } from "../store/clocks.ts";
import type { Store } from "../store/store.ts";

/** How many of the model's tokens each server may use in a day (UTC). */
export interface Budget {
  /** Whether the server has used them up. Answers under way are not stopped, so that a day may end a little above. */
  isSpent(guildId: string): Promise<boolean>;
  spend(guildId: string, tokens: number): void;
}

export interface BudgetOptions {
  readonly store: Pick<Store, "findCounter" | "addToCounter">;
  /** 0: nothing is limited, and nothing counted. */
  readonly dailyTokens: number;
  readonly now: () => Date;
  /** Hears that tokens could not be counted. */
  readonly onError: (error: unknown) => void;
}

/** Tokens are kept in the store; those that it has not taken yet (it may be reading a source) count from here. */
export function createBudget({ store, dailyTokens, now, onError }: BudgetOptions): Budget {
  const unwritten = new Map<string, number>();
  const change = (guildId: string, tokens: number) => {
    const sum = (unwritten.get(guildId) ?? 0) + tokens;
    if (sum === 0) unwritten.delete(guildId);
    else unwritten.set(guildId, sum);
  };

  return {
    async isSpent(guildId) {
      if (dailyTokens === 0) return false;
      const moment = now();
      const stored = await store.findCounter({ key: keyOf(guildId), now: moment.toISOString() });
      // What a later day has counted is nothing: the clock went back.
      const isToday = stored !== undefined && Date.parse(stored.until) <= lastBelieved(endOfDay(moment));
      return (isToday ? stored.value : 0) + (unwritten.get(guildId) ?? 0) >= dailyTokens;
    },
    spend(guildId, tokens) {
      const amount = Math.ceil(tokens);
      // What is no count must not give anything back, nor take a day's budget at once.
      if (dailyTokens === 0 || !(amount > 0 && Number.isSafeInteger(amount))) return;
      change(guildId, amount);
      const moment = now();
      store
        .addToCounter({ key: keyOf(guildId), now: moment.toISOString(), amount, until: endOfDay(moment) })
        .catch(onError)
        .finally(() => change(guildId, -amount));
    },
  };
}

function keyOf(guildId: string): string {
  return `tokens ${guildId}`;
}

function endOfDay(moment: Date): string {
  return new Date(
    Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate() + 1),
  ).toISOString();
}
