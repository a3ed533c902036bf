import type { DatabaseSync } from "node:sqlite";
import { filterValues, type Reader } from "../filter.ts";
import { readNumber } from "../rows.ts";
import { HOUSE, placeOfRow, rowsOf } from "../scopes.ts";
import { readCatalogRow, type ScopeShelf } from "../shelf.ts";
import type { ArticleFilter } from "../store.ts";
import { type Catalog, extendCatalog } from "../words/catalog.ts";
import { createCatalogs, type ScopeVersion } from "../words/catalogs.ts";
import { createHiddenLists, type SeenScope } from "../words/hidden-lists.ts";
import { judgeStanding } from "../words/standing.ts";
import { notTakenDownSql } from "./filter.ts";

/** What a reader may see of the scopes, and which of it a question asks for. */
export type FindShelves = (reader: Reader, filter: ArticleFilter) => ScopeShelf[];

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
    const seenAt = versions.map(({ scope, version }) => `${scope}:${version}`).join(" ");
    return versions.map((version) => {
      const catalog = readCatalog(version);
      const hidden = findHidden({ scope: version.scope, reader, seenAt });
      return { scope: version.scope, catalog, standing: judgeStanding(catalog, hidden, values) };
    });
  };
}

/** Only new articles are read, unless some have gone. */
function createReadCatalog(database: DatabaseSync): (wanted: ScopeVersion) => Catalog {
  const findArticles = database.prepare(`
    select rowid as article, published_ms, outlet, outlet_key, embedder, lengths from articles
    where rowid > :after and rowid < :end order by rowid`);
  const catalogs = createCatalogs();

  return (wanted) => {
    const known = catalogs.find(wanted);
    if (known) return known;
    const earlier = catalogs.findEarlier(wanted);
    const { first, end } = rowsOf(wanted.scope);
    const rows = findArticles.all({ after: first + (earlier?.numbers.at(-1) ?? 0), end });
    const catalog = extendCatalog(rows.map(readCatalogRow), earlier);
    catalogs.keep(wanted, catalog);
    return catalog;
  };
}

/** Finds the numbers of a scope's articles that the house or the reader has taken down. */
function createFindHidden(database: DatabaseSync): (seen: SeenScope) => ReadonlySet<number> {
  const hasTakedowns = database.prepare("select 1 from takedowns where guild_id in ('', :guild) limit 1");
  const find = database.prepare(`
    select rowid as article from articles where rowid > :first and rowid < :end and not (${notTakenDownSql("articles")})`);
  const lists = createHiddenLists();
  return (seen) => {
    const known = lists.find(seen);
    if (known) return known;
    const guild = seen.reader;
    const rows = hasTakedowns.get({ guild }) ? find.all({ ...rowsOf(seen.scope), guild }) : [];
    const hidden = new Set(rows.map((row) => placeOfRow(readNumber(row, "article")).number));
    lists.keep(seen, hidden);
    return hidden;
  };
}
