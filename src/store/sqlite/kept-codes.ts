import type { DatabaseSync } from "node:sqlite";
import { readBytes, readNumber } from "../rows.ts";

/** Finds the codes of an article's vectors by its row, unless they have other dimensions or there are none. */
export type FindCodes = (article: number, dimensions: number) => Uint8Array | undefined;

interface Codes {
  readonly dimensions: number;
  readonly bytes: Uint8Array;
}

/** What 120,000 passages take with 512 dimensions. */
const MAX_BYTES_KEPT = 64 * 1024 * 1024;

/**
 * Prepares the reading of codes. They are kept in memory; of too many, those go that were read first. What is kept holds
 * forever: an article that changes gets another row, and nobody asks for the codes of one that has no vectors any more.
 */
export function createFindCodes(database: DatabaseSync, maxBytes = MAX_BYTES_KEPT): FindCodes {
  const find = database.prepare("select dimensions, codes from codes where article = ?");
  const kept = new Map<number, Codes>();
  let bytesKept = 0;

  const read = (article: number): Codes | undefined => {
    const row = find.get(article);
    if (!row) return undefined;
    const codes = { dimensions: readNumber(row, "dimensions"), bytes: readBytes(row, "codes") };
    kept.set(article, codes);
    bytesKept += codes.bytes.length;
    for (const [oldest, { bytes }] of kept) {
      if (bytesKept <= maxBytes) break;
      kept.delete(oldest);
      bytesKept -= bytes.length;
    }
    return codes;
  };
  return (article, dimensions) => {
    const codes = kept.get(article) ?? read(article);
    return codes?.dimensions === dimensions ? codes.bytes : undefined;
  };
}
