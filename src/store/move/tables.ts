/** What a column holds; `vector`: the bytes of 32-bit numbers in SQLite, an array in PostgreSQL. */
export type ColumnType = "text" | "bigint" | "integer" | "boolean" | "bytea" | "vector";

/** A table that moves, row by row. */
export interface MovedTable {
  readonly name: string;
  /** The columns that tell its rows apart, and put them in the order in which they move. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** What SQLite selects these columns from, where it has them under other names. */
  readonly fromSqlite?: string;
  /** Which rows move, where not all do. */
  readonly only?: string;
}

const text = (...names: string[]) => columns("text", names);
const columns = (type: ColumnType, names: readonly string[]): Record<string, ColumnType> =>
  Object.fromEntries(names.map((name) => [name, type]));

/**
 * All that is kept of an installation, in an order in which no row comes before one that it refers to. Leases are of
 * processes that are gone, and the codes of vectors are SQLite's own.
 */
export const MOVED_TABLES: readonly MovedTable[] = [
  // What else is in it tells how each store is kept.
  { name: "meta", key: ["name"], columns: text("name", "value"), only: "name in ('fingerprint', 'secret')" },
  {
    name: "sources",
    key: ["id"],
    columns: {
      ...text("id", "guild_id", "kind", "name", "address", "tried_at", "read_at", "next_at", "last_error"),
      ...text("memory", "fingerprint"),
      failures: "integer",
      is_unreadable: "boolean",
    },
  },
  {
    name: "scopes",
    key: ["scope"],
    columns: { ...columns("bigint", ["scope", "next_number", "version", "removals"]), ...text("guild_id") },
  },
  {
    name: "articles",
    key: ["article"],
    columns: {
      article: "bigint",
      ...text(
        "id",
        "source_id",
        "guild_id",
        "title",
        "outlet",
        "outlet_key",
        "authors",
        "url",
        "published_at",
      ),
      ...text("date_from", "modified_at", "modified_from", "language", "place", "domain", "fetched_at"),
      ...text("version", "embedder", "origin_id", "cut_at"),
      published_ms: "bigint",
      lengths: "bytea",
    },
    fromSqlite: `select articles.rowid as article, articles.*, coalesce(sources.guild_id, '') as guild_id
      from articles join sources on sources.id = source_id`,
  },
  { name: "bodies", key: ["article"], columns: { article: "bigint", body: "text" } },
  {
    name: "passages",
    key: ["article", "position"],
    columns: { article: "bigint", ...columns("integer", ["position", "start_at", "end_at"]) },
    fromSqlite: `select article, position, start as start_at, "end" as end_at from passages`,
  },
  {
    name: "vectors",
    key: ["article", "position"],
    columns: { article: "bigint", position: "integer", embedding: "vector" },
    fromSqlite: `select passages.article, position,
        substr(vectors, 1 + 4 * dimensions * position, 4 * dimensions) as embedding
      from passages join vectors on vectors.article = passages.article`,
  },
  {
    name: "postings",
    key: ["scope", "word", "chunk"],
    columns: { scope: "bigint", word: "text", chunk: "integer", data: "bytea" },
  },
  { name: "sketches", key: ["hash", "article"], columns: columns("bigint", ["hash", "article"]) },
  { name: "takedowns", key: ["guild_id", "target"], columns: text("guild_id", "target") },
  { name: "servers", key: ["guild_id"], columns: text("guild_id", "left_at") },
  {
    name: "log",
    key: ["entry"],
    columns: { entry: "bigint", ...text("guild_id", "at", "actor", "action", "subject") },
  },
  {
    name: "counters",
    key: ["key"],
    columns: { key: "text", ...columns("bigint", ["value", "until_ms"]) },
  },
  { name: "texts", key: ["key"], columns: { ...text("key", "text"), until_ms: "bigint" } },
];
