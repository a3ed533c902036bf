import pg from "pg";
import { serveEngine } from "../serve.ts";
import { createPostgresEngine } from "./postgres-engine.ts";

/** The server at BENCH_DATABASE_URL. */
const CONNECTIONS = 16;

serveEngine(async ({ name, dimensions }) => {
  const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: CONNECTIONS });
  const hasVectors = await hasPgvector(pool);
  const engine = await createPostgresEngine({
    query: async (text, values, name) =>
      (await pool.query({ text, ...(values ? { values } : {}), ...(name ? { name } : {}) })).rows,
    schema: name,
    dimensions,
    hasVectors,
    hasHnsw: hasVectors,
  });
  return { ...engine, close: () => pool.end() };
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
