/** A server may have been updated or set up anew by then: one request in vain is what asking costs. */
const REMEMBERED_MS = 3_600_000;

/** What was learned about a server, for an hour. */
export interface ServerMemory<T> {
  /** What is known now, or the assumption that everything starts with. */
  recall(): T;
  learn(value: T): void;
}

/** A memory that assumes the best again once it has forgotten. `now` is in milliseconds. */
export function createServerMemory<T>(assumed: T, now: () => number): ServerMemory<T> {
  let known = assumed;
  let learnedAt = 0;
  return {
    recall() {
      if (known !== assumed && now() - learnedAt >= REMEMBERED_MS) known = assumed;
      return known;
    },
    learn(value) {
      if (value === known) return;
      known = value;
      learnedAt = now();
    },
  };
}

/** Passes each line on once: what a server can't do is no news with every question. */
export function createOnce(onNotice: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    onNotice(message);
  };
}
