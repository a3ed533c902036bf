/** The best of many, kept while they pass by. */
export interface Best<Item> {
  /** A score must be above this to be kept. */
  floor(): number;
  add(item: Item): void;
  /** Best first; of equal scores, the earlier first. */
  list(): readonly Item[];
}

/** Keeps the `limit` items with the highest scores. */
export function createBest<Item extends { readonly score: number }>(limit: number): Best<Item> {
  const items: Item[] = [];
  return {
    floor() {
      if (items.length < limit) return Number.NEGATIVE_INFINITY;
      return items.at(-1)?.score ?? Number.POSITIVE_INFINITY;
    },
    add(item) {
      const at = items.findIndex(({ score }) => score < item.score);
      items.splice(at === -1 ? items.length : at, 0, item);
      if (items.length > limit) items.pop();
    },
    list: () => items,
  };
}
