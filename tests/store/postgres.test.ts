import { afterAll } from "vitest";
import { createPostgresStore } from "../../src/store/postgres.ts";
import { startTestPostgres } from "../support/postgres/test-postgres.ts";
import { describeStore } from "./contract.ts";

const postgres = await startTestPostgres();
afterAll(() => postgres.close());

// PGlite does one thing at a time: tests at once would only wait for each other.
describeStore(
  postgres.isReal ? "PostgreSQL" : "PostgreSQL (PGlite)",
  async () =>
    createPostgresStore({ url: await postgres.createSchema(), hasVectors: true, maxConnections: 3 }),
  { isConcurrent: postgres.isReal },
);
