import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Client } from "pg";
import { z } from "zod";

/** A PostgreSQL for tests: the one at `TEST_DATABASE_URL`, else PGlite behind a socket in a thread of its own. */
export interface TestPostgres {
  readonly isReal: boolean;
  /** The address of an empty schema. */
  createSchema(): Promise<string>;
  /** Runs a statement in the latest schema. */
  query(text: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Starts it. Every schema of a real server is dropped in the end. */
export async function startTestPostgres(): Promise<TestPostgres> {
  // biome-ignore lint/style/noProcessEnv: which server to test against is for whoever runs the tests to say.
  const real = process.env.TEST_DATABASE_URL;
  const pglite = real ? undefined : await startPglite();
  const address = real ?? pglite?.address ?? "";
  const admin = new Client({ connectionString: address });
  await admin.connect();
  await admin.query("create extension if not exists vector with schema public");
  const schemas: string[] = [];
  return {
    isReal: real !== undefined,
    async createSchema() {
      const schema = `on_record_test_${randomBytes(6).toString("hex")}`;
      schemas.push(schema);
      await admin.query(`create schema ${schema}`);
      const url = new URL(address);
      url.searchParams.set("options", `-c search_path=${schema},public`);
      return url.href;
    },
    async query(text) {
      const path = `${schemas.at(-1)}, public`;
      const results = await admin.query<Record<string, unknown>>(`set search_path = ${path}; ${text}`);
      return [results].flat().at(-1)?.rows ?? [];
    },
    async close() {
      if (real) for (const schema of schemas) await admin.query(`drop schema ${schema} cascade`);
      await admin.end();
      await pglite?.close();
    },
  };
}

async function startPglite() {
  const worker = new Worker(new URL("./pglite-worker.ts", import.meta.url));
  const [port] = z.tuple([z.number()]).parse(await once(worker, "message"));
  return {
    address: `postgres://postgres@127.0.0.1:${port}/postgres`,
    close: () => worker.terminate(),
  };
}
