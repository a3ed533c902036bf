import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { inTurns } from "../in-turns.ts";
import { serveEngine } from "../serve.ts";
import { createPostgresEngine } from "./postgres-engine.ts";

/** PostgreSQL as WebAssembly, on the main thread. To build an HNSW index there takes minutes; all is compared. */
serveEngine(async ({ folder, dimensions }) => {
  const database = await PGlite.create(join(folder, "postgres"), { extensions: { vector } });
  await database.exec("create extension if not exists vector");
  const engine = await createPostgresEngine({
    query: async (sql, values) => (await database.query(sql, values)).rows,
    dimensions,
    hasVectors: true,
    hasHnsw: false,
  });
  return { ...engine, search: inTurns(engine.search), close: () => database.close() };
});
