import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Client } from "pg";
import { z } from "zod";

// biome-ignore lint/style/noProcessEnv: which server to test against is for whoever runs the tests to say.
const SERVER = process.env.TEST_DATABASE_URL;

/** A PostgreSQL for tests. */
export interface TestPostgres {
  /** The address of an empty schema. */
  createSchema(): Promise<string>;
  /** Runs a statement in the latest schema. */
  query(text: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** What there is to test against: PGlite behind a socket, and the server at `TEST_DATABASE_URL` where it is set. */
export const POSTGRES_KINDS = SERVER ? (["PGlite", "server"] as const) : (["PGlite"] as const);

/** Starts PGlite in a thread of its own, or comes to the server, whose schemas it drops in the end. Default: the server, where there is one. */
export async function startTestPostgres(
  kind: (typeof POSTGRES_KINDS)[number] = SERVER ? "server" : "PGlite",
): Promise<TestPostgres> {
  const pglite = kind === "PGlite" ? await startPglite() : undefined;
  const address = pglite?.address ?? SERVER ?? "";
  const admin = new Client({ connectionString: address });
  await admin.connect();
  await admin.query("create extension if not exists vector with schema public");
  const schemas: string[] = [];
  return {
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
      if (!pglite) for (const schema of schemas) await admin.query(`drop schema ${schema} cascade`);
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
