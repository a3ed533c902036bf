import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Run } from "../postgres/connect.ts";
import { joinSql, rawSql, type Sql, sql, storable } from "../postgres/sql.ts";
import { type Row, readNumber } from "../rows.ts";
import type { ColumnType, MovedTable } from "./tables.ts";

/** A row's values in the order of its table's columns, the same from either store. */
export type Values = readonly (string | number | boolean | null | Uint8Array | Float32Array)[];

/** What tells a row from its table's others, in the order of the key. */
export type Key = readonly (string | number)[];

/** So many rows are in memory and written together: bodies and postings are about 10 KB each. */
export const ROWS_AT_ONCE = 500;

/** The rows of a table in the SQLite file, in the order of their keys: those behind one, or all. */
export function* readSqliteRows(database: DatabaseSync, table: MovedTable, after?: Key): Generator<Values> {
  const { name, key, columns, fromSqlite = `select * from ${name}`, only = "true" } = table;
  const marks = key.map(() => "?").join(", ");
  const behind = after ? `and (${key.join(", ")}) > (${marks})` : "";
  const rows = database
    .prepare(`
      select ${Object.keys(columns).join(", ")} from (${fromSqlite})
      where ${only} ${behind} order by ${key.join(", ")}`)
    .iterate(...(after ?? []));
  for (const row of rows) {
    yield Object.entries(columns).map(([column, type]) => toValue(row[column], type));
  }
}

/** How many rows of a table the SQLite file has. */
export function countSqliteRows(database: DatabaseSync, { name, only = "true" }: MovedTable): number {
  return readNumber(database.prepare(`select count(*) as rows from ${name} where ${only}`).get(), "rows");
}

/** The rows of a table in PostgreSQL, in the order of their keys. */
export async function* readPostgresRows(run: Run, table: MovedTable): AsyncGenerator<Values> {
  const { name, columns, only = "true" } = table;
  const names = rawSql(Object.keys(columns).join(", "));
  const key = rawSql(table.key.join(", "));
  for (let after: Key | undefined; ; ) {
    const behind: Sql = after
      ? sql`and (${key}) > (${joinSql(
          after.map((one) => sql`${one}`),
          sql`, `,
        )})`
      : sql``;
    const rows: readonly Row[] = await run(sql`
      select ${names} from ${rawSql(name)} where ${rawSql(only)} ${behind} order by ${key} limit ${ROWS_AT_ONCE}`);
    let last: Values | undefined;
    for (const row of rows) {
      last = Object.entries(columns).map(([column, type]) => toValue(row[column], type));
      yield last;
    }
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = keyOf(table, last);
  }
}

/** Writes rows of a table into PostgreSQL. */
export async function writePostgresRows(
  run: Run,
  { name, columns }: MovedTable,
  rows: readonly Values[],
): Promise<void> {
  const entries = Object.entries(columns);
  const lists = entries.map(([, type], index) => {
    const values = rows.map((row) => row[index]);
    return sql`${values}::${rawSql(LIST_TYPES[type])}`;
  });
  const selected = entries.map(([column, type]) => (type === "vector" ? `${column}::real[]` : column));
  const names = rawSql(entries.map(([column]) => column).join(", "));
  await run(sql`
    insert into ${rawSql(name)} (${names})
    select ${rawSql(selected.join(", "))} from unnest(${joinSql(lists, sql`, `)}) as moved (${names})`);
}

const LIST_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "text[]",
  bigint: "bigint[]",
  integer: "integer[]",
  boolean: "boolean[]",
  bytea: "bytea[]",
  vector: "text[]",
};

/** Of a table's rows, in order. */
export interface Checksum {
  readonly rows: number;
  readonly sha256: string;
}

/** The same for the same rows, whichever store they come from. */
export async function checksumOf(rows: Iterable<Values> | AsyncIterable<Values>): Promise<Checksum> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const values of rows) {
    hash.update(JSON.stringify(values.map(toPlain)));
    count += 1;
  }
  return { rows: count, sha256: hash.digest("hex") };
}

function toPlain(value: Values[number]): string | number | boolean | null {
  if (!(value instanceof Uint8Array || value instanceof Float32Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
}

/** Throws where a row has no key. */
export function keyOf({ name, key, columns }: MovedTable, values: Values): Key {
  const names = Object.keys(columns);
  return key.map((column) => {
    const value = values[names.indexOf(column)];
    if (typeof value === "string" || typeof value === "number") return value;
    throw new Error(`a row of ${name} has no ${column}`);
  });
}

function toValue(value: unknown, type: ColumnType): Values[number] {
  if (value === null) return null;
  if (type === "boolean") return value === 1 || value === true;
  if (type === "vector" && Array.isArray(value)) return Float32Array.from(value, Number);
  if (type === "vector" && value instanceof Uint8Array) return new Float32Array(value.slice().buffer);
  if (type === "bytea" && value instanceof Uint8Array) return value;
  if (typeof value === "string") return storable(value);
  if (typeof value === "number") return value;
  throw new Error(`what was to be moved is no ${type}`);
}
