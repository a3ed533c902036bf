import { afterAll } from "vitest";
import { createPostgresStore } from "../../src/store/postgres.ts";
import { startTestPostgres } from "../support/postgres/test-postgres.ts";
import { describeStore } from "./contract.ts";

const postgres = await startTestPostgres();
afterAll(() => postgres.close());

const name = postgres.isReal ? "PostgreSQL" : "PostgreSQL (PGlite)";

describeStore(
  name,
  async () =>
    createPostgresStore({ url: await postgres.createSchema(), hasVectors: true, maxConnections: 10 }),
  { isConcurrent: postgres.isReal },
);
