import { readText } from "../rows.ts";
import { TOKENS_FINGERPRINT } from "../words/tokenize.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { codeOf } from "./errors.ts";
import { POSTGRES_MIGRATIONS } from "./schema.ts";
import { rawSql, sql } from "./sql.ts";
import { renewWordIndex } from "./words.ts";

/** Any number that no other program's lock is likely to have: "OnRe". */
const MIGRATION_LOCK = 0x4f6e5265;

/**
 * Brings the database's tables up to date; of several processes that begin at once, one does. Rejects when a newer
 * version wrote them, and when the database is another program's or of another encoding.
 */
export async function migrate(connections: PostgresConnections): Promise<void> {
  const { name } = connections;
  const [encoding] = await connections.read(sql`show server_encoding`);
  if (readText(encoding, "server_encoding") !== "UTF8") {
    throw new Error(`${name} is not encoded in UTF-8: create it with "encoding 'UTF8' template template0"`);
  }
  if (await isCurrent(connections.read)) return;
  await connections.write(async (run) => {
    await run(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const version = await findVersion(run);
    if (version > POSTGRES_MIGRATIONS.length) throw new Error(tooNew(name, version));
    if (version === 0)
      await run(sql`create table meta (name text collate "C" primary key, value text not null)`);
    for (const script of POSTGRES_MIGRATIONS.slice(version)) await run(rawSql(script));
    await run(sql`
      insert into meta (name, value) values ('schema', ${String(POSTGRES_MIGRATIONS.length)})
      on conflict (name) do update set value = excluded.value`);
    await renewWordIndex(run);
  });
}

/** Then nothing is written, so that a read-only copy can be opened too. */
async function isCurrent(run: Run): Promise<boolean> {
  if ((await findVersion(run)) !== POSTGRES_MIGRATIONS.length) return false;
  const [tokens] = await run(sql`select value from meta where name = 'tokens'`);
  return tokens?.value === TOKENS_FINGERPRINT;
}

/** How many of the scripts were run: none in a database without our tables. */
async function findVersion(run: Run): Promise<number> {
  // Not by to_regclass, which may answer from what this connection knew before another process made the tables.
  const [place] = await run(sql`
    select exists (
      select 1 from pg_tables where schemaname = current_schema() and tablename = 'meta'
    ) as is_begun`);
  if (place?.is_begun !== true) return 0;
  const [row] = await run(sql`select value from meta where name = 'schema'`);
  return row ? Number(readText(row, "value")) : 0;
}

/** Rejects while an installation is still being moved into the database: half of one would answer wrong. */
export async function refuseUnfinishedMove({ name, read }: PostgresConnections): Promise<void> {
  const [move] = await read(sql`select 1 from meta where name = 'move'`);
  if (move)
    throw new Error(`${name} holds part of an installation: finish its move with npm run migrate-store`);
}

/**
 * Makes sure that vectors can be compared, with the pgvector extension. Rejects with what to do where the server has
 * none.
 */
export async function prepareVectors({ name, read, write }: PostgresConnections): Promise<void> {
  const isThere = async () =>
    (await read(sql`select to_regtype('vector') is not null as is_there`))[0]?.is_there === true;
  if (await isThere()) return;
  try {
    await write(async (run) => {
      await run(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      await run(sql`create extension if not exists vector`);
    });
  } catch (error) {
    if (!(error instanceof Error) || !(error.cause instanceof Error)) throw error;
    const advice = NO_EXTENSION[codeOf(error.cause) ?? ""];
    if (advice === undefined) throw error;
    throw new Error(`${name} has no pgvector extension: ${advice}, or set EMBEDDINGS=none`, {
      cause: error.cause,
    });
  }
  if (await isThere()) return;
  throw new Error(`the pgvector extension of ${name} is in another schema: add it to the search_path`);
}

const NO_EXTENSION: Readonly<Record<string, string>> = {
  // The server does not know it: with its files missing, and where hosts choose what may be had.
  "0A000": "install it on the server",
  "58P01": "install it on the server",
  "42501": 'let the database\'s owner run "create extension vector"',
};

function tooNew(name: string, version: number): string {
  return (
    `${name} was written by a newer On Record (schema ${version}, this one knows ${POSTGRES_MIGRATIONS.length}) ` +
    "and was left as it is: update On Record, or name another database"
  );
}
