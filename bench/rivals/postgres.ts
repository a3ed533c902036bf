import pg from "pg";
import { serveEngine } from "../serve.ts";
import { createPostgresEngine } from "./postgres-engine.ts";
import { createScratchDatabase } from "./scratch-database.ts";

/** As many as ask at once. */
const CONNECTIONS = 16;

/** The server at BENCH_DATABASE_URL. */
serveEngine(async ({ name, isNew, dimensions }) => {
  const serverUrl = process.env.BENCH_DATABASE_URL ?? "";
  const { url, outside } = await createScratchDatabase({ serverUrl, name, isNew });
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // A connection may hear that its database is dropped before it has closed: that ends no run.
  pool.on("error", (error) => process.stderr.write(`${error.message}\n`));
  const hasVectors = await hasPgvector(pool);
  const engine = await createPostgresEngine({
    query: async (text, values, name) =>
      (await pool.query({ text, ...(values ? { values } : {}), ...(name ? { name } : {}) })).rows,
    dimensions,
    hasVectors,
    hasHnsw: hasVectors,
  });
  return { ...engine, outside, close: () => pool.end() };
});

/** Installs the extension where the server has it and nobody has yet; HNSW came with pgvector 0.5. */
async function hasPgvector(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(`
    select from pg_available_extensions
    where name = 'vector' and string_to_array(default_version, '.')::int[] >= array[0, 5]`);
  if (!rowCount) return false;
  await pool.query("create extension if not exists vector");
  return true;
}
