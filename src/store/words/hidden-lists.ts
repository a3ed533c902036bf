import type { Reader } from "../filter.ts";

/** A scope as a reader sees it. */
export interface SeenScope {
  readonly scope: number;
  readonly reader: Reader;
  /** The versions of all that tells what is hidden. */
  readonly seenAt: string;
}

/** The numbers of articles that are hidden from readers, kept in memory until something changes for them. */
export interface HiddenLists {
  find(seen: SeenScope): ReadonlySet<number> | undefined;
  keep(seen: SeenScope, hidden: ReadonlySet<number>): void;
}

/** Numbers in all lists together, about 20 MB; what is forgotten is found again when it is asked for. */
const MAX_NUMBERS_KEPT = 500_000;
/** What a list takes that hides nothing, as nearly all do. */
const NUMBERS_FOR_A_LIST = 10;

/** Begins with none. */
export function createHiddenLists(): HiddenLists {
  const lists = new Map<string, { readonly seenAt: string; readonly hidden: ReadonlySet<number> }>();
  let numbers = 0;
  const forget = (key: string) => {
    const list = lists.get(key);
    if (list && lists.delete(key)) numbers -= NUMBERS_FOR_A_LIST + list.hidden.size;
  };
  return {
    find(seen) {
      const list = lists.get(keyOf(seen));
      return list?.seenAt === seen.seenAt ? list.hidden : undefined;
    },
    keep(seen, hidden) {
      const key = keyOf(seen);
      forget(key);
      lists.set(key, { seenAt: seen.seenAt, hidden });
      numbers += NUMBERS_FOR_A_LIST + hidden.size;
      for (const oldest of lists.keys()) {
        if (numbers <= MAX_NUMBERS_KEPT || oldest === key) return;
        forget(oldest);
      }
    },
  };
}

function keyOf({ scope, reader }: SeenScope): string {
  return `${scope} ${reader ?? ""}`;
}
