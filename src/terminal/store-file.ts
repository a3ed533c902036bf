import type { Config } from "../config.ts";
import { isPostgres } from "../store/address.ts";
import { UsageError } from "./usage-error.ts";

/** The store's file that the settings name. Throws a `UsageError` where there is none to copy. */
export function storeFileOf({ databaseUrl }: Pick<Config, "databaseUrl">): string {
  if (isPostgres(databaseUrl)) {
    throw new UsageError(
      "DATABASE_URL is PostgreSQL, which brings its own commands: pg_dump and pg_restore, as docs/operations.md has them",
    );
  }
  if (databaseUrl === ":memory:") throw new UsageError("DATABASE_URL is :memory:, which no file holds");
  return databaseUrl;
}
