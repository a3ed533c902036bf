import { z } from "zod";
import { type ArticleInfo, DATE_ORIGINS } from "../articles/article.ts";
import type { LogEntry, StoredSource } from "./store.ts";

/** What a database returns, column by column. */
export type Row = Readonly<Record<string, unknown>>;

/** A column that must hold a number; throws when it doesn't. */
export function readNumber(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== "number") throw new Error(`the store's column "${column}" holds no number`);
  return value;
}

/** A column that must hold text; throws when it doesn't. */
export function readText(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== "string") throw new Error(`the store's column "${column}" holds no text`);
  return value;
}

/** A column that may be null; throws when it holds anything else but text. */
export function findText(row: Row | undefined, column: string): string | null {
  return row?.[column] === null ? null : readText(row, column);
}

/** A column that may be null; throws when it holds anything else but a number. */
export function findNumber(row: Row | undefined, column: string): number | null {
  return row?.[column] === null ? null : readNumber(row, column);
}

/** A column that must hold bytes; throws when it doesn't. */
export function readBytes(row: Row | undefined, column: string): Uint8Array {
  const value = row?.[column];
  if (!(value instanceof Uint8Array)) throw new Error(`the store's column "${column}" holds no bytes`);
  return value;
}

/** The columns of `articles` that `readArticleInfo` reads. */
export const INFO_COLUMNS =
  "id, source_id, title, outlet, authors, url, published_at, date_from, modified_at, modified_from, language, fetched_at";

const authorsSchema = z.array(z.string());

const infoRowSchema = z.object({
  id: z.string(),
  source_id: z.string(),
  title: z.string(),
  outlet: z.string(),
  authors: z.string().transform((authors) => authorsSchema.parse(JSON.parse(authors))),
  url: z.string().nullable(),
  published_at: z.string().nullable(),
  date_from: z.enum(DATE_ORIGINS).nullable(),
  modified_at: z.string().nullable(),
  modified_from: z.enum(DATE_ORIGINS).nullable(),
  language: z.string().nullable(),
  fetched_at: z.string(),
});

/** Everything of an article's row but its text. */
export function readArticleInfo(row: Row): ArticleInfo {
  const info = infoRowSchema.parse(row);
  return {
    id: info.id,
    sourceId: info.source_id,
    title: info.title,
    outlet: info.outlet,
    authors: info.authors,
    url: info.url,
    publishedAt: info.published_at,
    dateFrom: info.date_from,
    modifiedAt: info.modified_at,
    modifiedFrom: info.modified_from,
    language: info.language,
    fetchedAt: info.fetched_at,
  };
}

/** A row of `sources`, with what is counted of its articles. */
export function readSource(row: Row): StoredSource {
  const kind = readText(row, "kind");
  return {
    id: readText(row, "id"),
    guildId: findText(row, "guild_id"),
    kind: kind === "feed" || kind === "page" || kind === "file" ? kind : "folder",
    name: readText(row, "name"),
    address: findText(row, "address"),
    articles: readNumber(row, "articles"),
    newest: findText(row, "newest"),
    triedAt: findText(row, "tried_at"),
    readAt: findText(row, "read_at"),
    nextAt: findText(row, "next_at"),
    failures: readNumber(row, "failures"),
    // SQLite knows no truth but numbers.
    isUnreadable: Number(row.is_unreadable) === 1,
    lastError: findText(row, "last_error"),
    memory: findText(row, "memory"),
    fingerprint: findText(row, "fingerprint"),
  };
}

/** A row of `log`. */
export function readLogEntry(row: Row): LogEntry {
  const action = readText(row, "action");
  return {
    at: readText(row, "at"),
    actor: readText(row, "actor"),
    action: action === "add" || action === "remove" ? action : "takedown",
    subject: readText(row, "subject"),
  };
}
