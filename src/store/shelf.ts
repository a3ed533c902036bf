import { findNumber, findText, type Row, readBytes, readNumber, readText } from "./rows.ts";
import { placeOfRow } from "./scopes.ts";
import type { CatalogRow } from "./words/catalog.ts";
import type { Shelf } from "./words/match.ts";

/** The articles of one scope, as one reader may see them. */
export interface ScopeShelf extends Omit<Shelf, "postings"> {
  readonly scope: number;
}

/** What a catalog takes from an article's row. */
export function readCatalogRow(row: Row): CatalogRow {
  return {
    number: placeOfRow(readNumber(row, "article")).number,
    publishedMs: findNumber(row, "published_ms"),
    outlet: readText(row, "outlet"),
    outletKey: readText(row, "outlet_key"),
    embedder: findText(row, "embedder"),
    lengths: readBytes(row, "lengths"),
  };
}
