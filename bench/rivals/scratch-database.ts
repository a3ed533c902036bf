import pg from "pg";
import type { Engine } from "../engine.ts";

/** A database of its own for one newsroom. */
export interface ScratchDatabase {
  readonly url: string;
  readonly outside: NonNullable<Engine["outside"]>;
}

export interface ScratchDatabaseOptions {
  /** The server, and a database in it whose user may create others. */
  readonly serverUrl: string;
  /** Lower case letters, digits and underscores. */
  readonly name: string;
  /** What is there already under this name goes. */
  readonly isNew: boolean;
}

/** Creates the database, or finds it again. */
export async function createScratchDatabase(options: ScratchDatabaseOptions): Promise<ScratchDatabase> {
  const { serverUrl, name, isNew } = options;
  const run = async (sql: string): Promise<pg.QueryResult<{ bytes: string }>> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const remove = async () => void (await run(`drop database if exists ${name} with (force)`));
  if (isNew) {
    await remove();
    await run(`create database ${name}`);
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    outside: {
      bytes: async () => Number((await run(`select pg_database_size('${name}') as bytes`)).rows[0]?.bytes),
      remove,
    },
  };
}
