import { lastBelieved } from "../../src/store/clocks.ts";
import type { Counter, CounterQuery, Store } from "../../src/store/store.ts";

/** Counters in memory, which outlive whoever uses them. While it `holds`, nothing that is added arrives. */
export function createFakeCounters() {
  const counters = new Map<string, Counter>();
  let held: Promise<void> = Promise.resolve();
  const find = ({ key, now }: CounterQuery) => {
    const counter = counters.get(key);
    return counter && counter.until > now ? counter : undefined;
  };
  const store: Pick<Store, "findCounter" | "addToCounter"> = {
    findCounter: async (query) => find(query),
    async addToCounter({ key, now, amount, until }) {
      await held;
      const known = find({ key, now });
      const isBelieved = known && Date.parse(known.until) <= lastBelieved(until);
      const counter = { value: (isBelieved ? known.value : 0) + amount, until };
      counters.set(key, counter);
      return counter;
    },
  };
  return {
    store,
    keys: () => [...counters.keys()],
    /** Like a reload that occupies the store's one writer; returns what ends it. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}
