import type { Catalog } from "./catalog.ts";

/** What a scope was at a moment. */
export interface ScopeVersion {
  readonly scope: number;
  /** Rises with every change. */
  readonly version: number;
  /** Rises when an article went, or is not what it was. */
  readonly removals: number;
}

/** Catalogs of scopes, kept in memory until something changes there. */
export interface Catalogs {
  /** The catalog of just this version. */
  find(wanted: ScopeVersion): Catalog | undefined;
  /** A catalog that lacks nothing but the latest articles. */
  findEarlier(wanted: ScopeVersion): Catalog | undefined;
  keep(version: ScopeVersion, catalog: Catalog): void;
}

/** Catalogs of scopes that together have more articles are read again when they are asked for: about 90 MB. */
const MAX_ARTICLES_KEPT = 500_000;

/** Begins with none. */
export function createCatalogs(): Catalogs {
  const kept = new Map<number, ScopeVersion & { readonly catalog: Catalog }>();
  return {
    find({ scope, version }) {
      const known = kept.get(scope);
      if (known?.version !== version) return undefined;
      kept.delete(scope);
      kept.set(scope, known);
      return known.catalog;
    },
    findEarlier({ scope, version, removals }) {
      const known = kept.get(scope);
      return known && known.version < version && known.removals === removals ? known.catalog : undefined;
    },
    keep(version, catalog) {
      const known = kept.get(version.scope);
      // Of two questions at once, one may have seen an earlier moment.
      if (known && known.version > version.version) return;
      kept.delete(version.scope);
      kept.set(version.scope, { ...version, catalog });
      forgetOldest(kept);
    },
  };
}

/** A map keeps the order of its keys: the first was asked for the longest ago. */
function forgetOldest(kept: Map<number, { readonly catalog: Catalog }>): void {
  let articles = [...kept.values()].reduce((sum, { catalog }) => sum + catalog.numbers.length, 0);
  for (const [scope, { catalog }] of kept) {
    if (articles <= MAX_ARTICLES_KEPT || kept.size === 1) return;
    kept.delete(scope);
    articles -= catalog.numbers.length;
  }
}
