/** What was worked out lately, good for as long as what it was made from is still the same. */
export interface RecentWork<Value> {
  /** Undefined: there is nothing under this key, it was made from another version, or it is too old. */
  find(work: WorkId): Value | undefined;
  keep(work: WorkId, value: Value): void;
}

/** What was asked for, and the version of what it is made from. */
export interface WorkId {
  readonly key: string;
  readonly version: string;
}

/** Some 20 KB each, with their passages: 5 MB in all. */
const MAX_KEPT = 256;

/** For so long it is good. */
export const RECENT_MS = 60 * 60 * 1000;

/** Nothing yet. It lives in memory: after a restart everything is worked out anew. */
export function createRecentWork<Value>({ now }: { readonly now: () => Date }): RecentWork<Value> {
  const kept = new Map<
    string,
    { readonly version: string; readonly madeAtMs: number; readonly value: Value }
  >();
  return {
    find({ key, version }) {
      const work = kept.get(key);
      if (!work) return undefined;
      kept.delete(key);
      const ageMs = now().getTime() - work.madeAtMs;
      // Younger than nothing: the clock went back.
      if (work.version !== version || ageMs < 0 || ageMs >= RECENT_MS) return undefined;
      // Back in as the last one: the first goes when there are too many.
      kept.set(key, work);
      return work.value;
    },
    keep({ key, version }, value) {
      kept.delete(key);
      kept.set(key, { version, madeAtMs: now().getTime(), value });
      if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? "");
    },
  };
}
