import { isPostgres } from "./address.ts";
import { createPostgresStore, type PostgresStoreOptions } from "./postgres.ts";
import { createSqliteStore, type SqliteStoreOptions } from "./sqlite.ts";
import type { Store } from "./store.ts";

export interface StoreOptions extends PostgresStoreOptions, Pick<SqliteStoreOptions, "onNotice"> {
  /** A PostgreSQL database's address; else the file of a SQLite one, or `:memory:`. */
  readonly url: string;
}

/** Opens the store that the address names. Rejects with one line that names it when it can't be opened. */
export function openStore({ url, onNotice, ...options }: StoreOptions): Promise<Store> {
  return isPostgres(url)
    ? createPostgresStore({ url, ...options })
    : createSqliteStore({ file: url, onNotice });
}
