import type { DatabaseSync } from "node:sqlite";
import { filterValues, notTakenDownSql, type Reader } from "./sqlite-filter.ts";
import { findNumber, findText, readBytes, readNumber, readText } from "./sqlite-rows.ts";
import { HOUSE, placeOfRow, rowsOf } from "./sqlite-scopes.ts";
import type { ArticleFilter } from "./store.ts";
import { type Catalog, extendCatalog } from "./words/catalog.ts";
import type { Shelf } from "./words/match.ts";
import { judgeStanding } from "./words/standing.ts";

/** The articles of one scope, as one reader may see them. */
export interface ScopeShelf extends Omit<Shelf, "postings"> {
  readonly scope: number;
}

/** What a reader may see of the scopes, and which of it a question asks for. */
export type FindShelves = (reader: Reader, filter: ArticleFilter) => ScopeShelf[];

/** Catalogs of scopes that together have more articles are read again when they are asked for: about 50 MB. */
const MAX_ARTICLES_KEPT = 500_000;

/** Prepares what a reader sees: the house's shelf, and the server's own. Kept in memory until something changes there. */
export function createShelves(database: DatabaseSync): FindShelves {
  const findScopes = database.prepare(`
    select scope, guild_id, version, removals from scopes where guild_id in ('${HOUSE}', :guild) order by scope`);
  const readCatalog = createReadCatalog(database);
  const findHidden = createFindHidden(database);
  return (reader, filter) => {
    const values = filterValues(filter, reader);
    const versions = findScopes.all({ guild: reader }).map((row) => ({
      scope: readNumber(row, "scope"),
      version: readNumber(row, "version"),
      removals: readNumber(row, "removals"),
    }));
    const seenAt = versions.map(({ version }) => version).join(" ");
    return versions.map((version) => {
      const catalog = readCatalog(version);
      const hidden = findHidden(version.scope, { reader, seenAt });
      return { scope: version.scope, catalog, standing: judgeStanding(catalog, hidden, values) };
    });
  };
}

interface ScopeVersion {
  readonly scope: number;
  /** Changes with every change. */
  readonly version: number;
  /** Changes when an article went, or is not what it was. */
  readonly removals: number;
}

/** Only new articles are read, unless some have gone. */
function createReadCatalog(database: DatabaseSync): (wanted: ScopeVersion) => Catalog {
  const findArticles = database.prepare(`
    select rowid as article, published_ms, outlet, outlet_key, embedder, lengths from articles
    where rowid > :after and rowid < :end order by rowid`);
  const kept = new Map<number, ScopeVersion & { readonly catalog: Catalog }>();

  return (wanted) => {
    const known = kept.get(wanted.scope);
    kept.delete(wanted.scope);
    if (known?.version === wanted.version) {
      kept.set(wanted.scope, known);
      return known.catalog;
    }
    const earlier = known?.removals === wanted.removals ? known.catalog : undefined;
    const { first, end } = rowsOf(wanted.scope);
    const rows = findArticles.all({ after: first + (earlier?.numbers.at(-1) ?? 0), end }).map((row) => ({
      number: placeOfRow(readNumber(row, "article")).number,
      publishedMs: findNumber(row, "published_ms"),
      outlet: readText(row, "outlet"),
      outletKey: readText(row, "outlet_key"),
      embedder: findText(row, "embedder"),
      lengths: readBytes(row, "lengths"),
    }));
    const catalog = extendCatalog(rows, earlier);
    kept.set(wanted.scope, { ...wanted, catalog });
    forgetOldest(kept);
    return catalog;
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

/** As many readers' lists of what is hidden from them are kept. */
const MAX_HIDDEN_KEPT = 1000;

/** The numbers of a scope's articles that the house or the reader has taken down. */
function createFindHidden(
  database: DatabaseSync,
): (scope: number, seen: { readonly reader: Reader; readonly seenAt: string }) => ReadonlySet<number> {
  const hasTakedowns = database.prepare("select 1 from takedowns where guild_id in ('', :guild) limit 1");
  const find = database.prepare(`
    select rowid as article from articles where rowid > :first and rowid < :end and not (${notTakenDownSql("articles")})`);
  const kept = new Map<string, ReadonlySet<number>>();
  return (scope, { reader, seenAt }) => {
    const key = `${scope} ${reader ?? HOUSE} ${seenAt}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= MAX_HIDDEN_KEPT) kept.clear();
    const rows = hasTakedowns.get({ guild: reader }) ? find.all({ ...rowsOf(scope), guild: reader }) : [];
    const hidden = new Set(rows.map((row) => placeOfRow(readNumber(row, "article")).number));
    kept.set(key, hidden);
    return hidden;
  };
}
