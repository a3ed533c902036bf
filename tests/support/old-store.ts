import { DatabaseSync } from "node:sqlite";
import { migrate } from "../../src/store/sqlite/open.ts";
import { PAGE_BYTES } from "../../src/store/sqlite/schema.ts";
import { article } from "./article.ts";

/** The one article of an old store, as every version gives it back. */
export const OLD_ARTICLE = article({ id: "seeds/one", sourceId: "seeds" });
/** When its one source was read. */
export const OLD_READ_AT = "2026-03-01T08:00:00Z";
/** What its one passage is found by, of the embedder "old". */
export const OLD_VECTOR = Float32Array.of(0, 1);

/**
 * A store of an older schema: filled by the first one's program, and then brought to that version by the programs
 * between.
 */
export function writeOldStore(file: string, version: number): void {
  const database = new DatabaseSync(file);
  database.exec(`pragma page_size = ${PAGE_BYTES}; pragma journal_mode = wal`);
  migrate(database, file, 1);
  fill(database);
  migrate(database, file, version);
  database.close();
}

function fill(database: DatabaseSync): void {
  const insert = (table: string, row: Record<string, string | number | Uint8Array | null>) => {
    const marks = Object.keys(row).map(() => "?");
    database
      .prepare(`insert into ${table} (${Object.keys(row).join(", ")}) values (${marks.join(", ")})`)
      .run(...Object.values(row));
  };
  const { id, sourceId, body, title, outlet, url, publishedAt, dateFrom, fetchedAt } = OLD_ARTICLE;
  insert("sources", { id: sourceId, read_at: OLD_READ_AT });
  insert("articles", {
    rowid: 1,
    id,
    source_id: sourceId,
    title,
    outlet,
    outlet_key: outlet.toLowerCase(),
    authors: JSON.stringify(OLD_ARTICLE.authors),
    url,
    published_at: publishedAt,
    published_ms: Date.parse(publishedAt ?? ""),
    date_from: dateFrom,
    fetched_at: fetchedAt,
    version: "1",
    embedder: "old",
  });
  insert("vectors", {
    article: 1,
    dimensions: OLD_VECTOR.length,
    vectors: new Uint8Array(OLD_VECTOR.buffer),
  });
  insert("bodies", { article: 1, body });
  insert("article_words", { rowid: 1, body });
  insert("passages", { rowid: 1, article: 1, position: 0, start: 0, end: body.length });
  insert("passage_words", { rowid: 1, title, outlet, date: "", text: body });
}
