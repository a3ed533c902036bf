import { filterValues, type Reader } from "../filter.ts";
import { readNumber } from "../rows.ts";
import { HOUSE, placeOfRow, rowsOf } from "../scopes.ts";
import { readCatalogRow, type ScopeShelf } from "../shelf.ts";
import type { ArticleFilter } from "../store.ts";
import { type Catalog, extendCatalog } from "../words/catalog.ts";
import { type Catalogs, createCatalogs, type ScopeVersion } from "../words/catalogs.ts";
import { createHiddenLists, type HiddenLists, type SeenScope } from "../words/hidden-lists.ts";
import { judgeStanding } from "../words/standing.ts";
import type { Run } from "./connect.ts";
import { notTakenDownSql } from "./filter.ts";
import { sql } from "./sql.ts";

/** What a reader may see of the scopes, and which of it a question asks for, at one moment. */
export type FindShelves = (
  run: Run,
  seen: { readonly reader: Reader; readonly filter: ArticleFilter },
) => Promise<ScopeShelf[]>;

/** Finds what a reader sees: the house's shelf, and the server's own. Kept in memory until something changes there. */
export function createShelves(): FindShelves {
  const catalogs = createCatalogs();
  const hiddenLists = createHiddenLists();
  return async (run, { reader, filter }) => {
    const values = filterValues(filter, reader);
    const rows = await run(sql`
      select scope, version, removals from scopes
      where guild_id in (${HOUSE}, ${reader ?? HOUSE}) order by scope`);
    const versions = rows.map((row) => ({
      scope: readNumber(row, "scope"),
      version: readNumber(row, "version"),
      removals: readNumber(row, "removals"),
    }));
    const seenAt = versions.map(({ scope, version }) => `${scope}:${version}`).join(" ");
    const shelves: ScopeShelf[] = [];
    for (const version of versions) {
      const { scope } = version;
      const catalog = await readCatalog(run, catalogs, version);
      const hidden = await readHidden(run, hiddenLists, { scope, reader, seenAt });
      shelves.push({ scope, catalog, standing: judgeStanding(catalog, hidden, values) });
    }
    return shelves;
  };
}

/** Only new articles are read, unless some have gone. */
async function readCatalog(run: Run, catalogs: Catalogs, wanted: ScopeVersion): Promise<Catalog> {
  const known = catalogs.find(wanted);
  if (known) return known;
  const earlier = catalogs.findEarlier(wanted);
  const { first, end } = rowsOf(wanted.scope);
  const rows = await run(sql`
    select article, published_ms, outlet, outlet_key, embedder, lengths from articles
    where article > ${first + (earlier?.numbers.at(-1) ?? 0)} and article < ${end} order by article`);
  const catalog = extendCatalog(rows.map(readCatalogRow), earlier);
  catalogs.keep(wanted, catalog);
  return catalog;
}

/** The numbers of a scope's articles that the house or the reader has taken down. */
async function readHidden(run: Run, lists: HiddenLists, seen: SeenScope): Promise<ReadonlySet<number>> {
  const known = lists.find(seen);
  if (known) return known;
  const { first, end } = rowsOf(seen.scope);
  const rows = await run(sql`
    select article from articles
    where article > ${first} and article < ${end} and not (${notTakenDownSql("articles", seen.reader)})`);
  const hidden = new Set(rows.map((row) => placeOfRow(readNumber(row, "article")).number));
  lists.keep(seen, hidden);
  return hidden;
}
