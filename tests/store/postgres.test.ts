import { afterAll } from "vitest";
import { createPostgresStore } from "../../src/store/postgres.ts";
import { POSTGRES_KINDS, startTestPostgres } from "../support/postgres/test-postgres.ts";
import { describeStore } from "./contract.ts";

for (const kind of POSTGRES_KINDS) {
  const postgres = await startTestPostgres(kind);
  afterAll(() => postgres.close());
  const create = async () =>
    createPostgresStore({ url: await postgres.createSchema(), hasVectors: true, maxConnections: 3 });
  // PGlite does one thing at a time: tests at once would only wait for each other.
  describeStore(`PostgreSQL (${kind})`, create, { isConcurrent: kind === "server" });
}
