import { expect, test } from "vitest";
import { type Catalog, extendCatalog } from "../../../src/store/words/catalog.ts";
import { createCatalogs } from "../../../src/store/words/catalogs.ts";

const first = { scope: 0, version: 1, removals: 0 };

test("a catalog is found at just its version, and its scope's alone", () => {
  const catalogs = createCatalogs();
  const catalog = catalogOf(1);
  catalogs.keep(first, catalog);
  expect(catalogs.find(first)).toBe(catalog);
  expect(catalogs.find({ ...first, version: 2 })).toBeUndefined();
  expect(catalogs.find({ ...first, scope: 1 })).toBeUndefined();
});

test("an earlier one can be extended as long as nothing in it went, and never back", () => {
  const catalogs = createCatalogs();
  const catalog = catalogOf(1);
  catalogs.keep({ ...first, version: 5 }, catalog);
  expect(catalogs.findEarlier({ ...first, version: 7 })).toBe(catalog);
  expect(catalogs.findEarlier({ ...first, version: 7, removals: 1 })).toBeUndefined();
  expect(catalogs.findEarlier({ ...first, version: 4 })).toBeUndefined();
});

test("of two questions at once, the one that saw an earlier moment leaves the later one's catalog", () => {
  const catalogs = createCatalogs();
  const later = catalogOf(2);
  catalogs.keep({ ...first, version: 2 }, later);
  catalogs.keep(first, catalogOf(1));
  expect(catalogs.find({ ...first, version: 2 })).toBe(later);
  expect(catalogs.find(first)).toBeUndefined();
});

test("of more articles than memory is for, the scope goes that was longest not asked for", () => {
  const catalogs = createCatalogs();
  const large = catalogOf(200_000);
  const scopes = [0, 1, 2].map((scope) => ({ ...first, scope }));
  for (const scope of scopes.slice(0, 2)) catalogs.keep(scope, large);
  catalogs.find({ ...first, scope: 0 });
  catalogs.keep({ ...first, scope: 2 }, large);
  expect(scopes.map((scope) => catalogs.find(scope) === large)).toEqual([true, false, true]);
});

test("a catalog that is extended holds what one that is read anew would", () => {
  const rows = [1, 2, 5, 9].map(rowOf);
  expect(extendCatalog(rows.slice(2), extendCatalog(rows.slice(0, 2)))).toEqual(extendCatalog(rows));
});

const catalogOf = (articles: number): Catalog =>
  extendCatalog(Array.from({ length: articles }, (_, index) => rowOf(index + 1)));

function rowOf(number: number) {
  const [outlet, outletKey] = ["Harbour Post", "harbour post"];
  // Title, outlet and date, then as many passages as the number says, up to three.
  const lengths = Uint8Array.from([5, 2, 7, 40, 30, 20].slice(0, 3 + (number % 4)));
  return { number, publishedMs: number * 1000, outlet, outletKey, embedder: null, lengths };
}
