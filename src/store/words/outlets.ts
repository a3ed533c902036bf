import type { OutletInfo } from "../store.ts";
import type { Shelf } from "./match.ts";
import { HIDDEN } from "./standing.ts";

/**
 * Every outlet with a readable article, most articles first; from the catalogs, since every question asks for it. Of
 * spellings that differ in case alone, the last in order: one that is not all capitals.
 */
export function countOutlets(shelves: readonly Pick<Shelf, "catalog" | "standing">[]): OutletInfo[] {
  const outlets = new Map<string, OutletInfo>();
  for (const { catalog, standing } of shelves) {
    catalog.outletKeys.forEach((key, index) => {
      if (standing[index] === HIDDEN) return;
      const { name, articles } = outlets.get(key) ?? { name: "", articles: 0 };
      const spelling = catalog.outlets[index] ?? "";
      outlets.set(key, { name: spelling > name ? spelling : name, articles: articles + 1 });
    });
  }
  return [...outlets.values()].sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
}
