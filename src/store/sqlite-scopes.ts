import type { DatabaseSync } from "node:sqlite";
import { readNumber } from "./sqlite-rows.ts";

/** The guild id under which the house's own scope is kept. */
export const HOUSE = "";

/** Rows of one scope's articles lie between `scope * SCOPE_SIZE` and the next one's. */
const SCOPE_SIZE = 2 ** 32;

/** Where an article's row is: its scope, and its number there. */
export interface RowPlace {
  readonly scope: number;
  readonly number: number;
}

export function rowOf({ scope, number }: RowPlace): number {
  return scope * SCOPE_SIZE + number;
}

export function placeOfRow(row: number): RowPlace {
  return { scope: Math.floor(row / SCOPE_SIZE), number: row % SCOPE_SIZE };
}

/** The first row of a scope, and the first of the next. */
export function rowsOf(scope: number): { readonly first: number; readonly end: number } {
  return { first: scope * SCOPE_SIZE, end: (scope + 1) * SCOPE_SIZE };
}

/** What is written of scopes, inside of somebody's transaction. */
export interface Scopes {
  /** A row for another article of a source. */
  takeRow(sourceId: string): number;
  /** That what a server may read is not what it was; makes its scope, unless it has one. */
  touch(guildId: string | null): void;
  /** That articles of a scope have come, or also gone. */
  touchScope(scope: number, hasRemovals: boolean): void;
}

export function createScopes(database: DatabaseSync): Scopes {
  const ensure = database.prepare("insert or ignore into scopes (guild_id) values (?)");
  const take = database.prepare(`
    update scopes set next_number = next_number + 1
    where guild_id = (select coalesce(guild_id, '${HOUSE}') from sources where id = ?)
    returning scope, next_number - 1 as number`);
  const touch = database.prepare("update scopes set version = version + 1 where guild_id = ?");
  const touchScope = database.prepare(
    "update scopes set version = version + 1, removals = removals + :removals where scope = :scope",
  );
  return {
    takeRow(sourceId) {
      const row = take.get(sourceId);
      return rowOf({ scope: readNumber(row, "scope"), number: readNumber(row, "number") });
    },
    touch(guildId) {
      ensure.run(guildId ?? HOUSE);
      touch.run(guildId ?? HOUSE);
    },
    touchScope(scope, hasRemovals) {
      touchScope.run({ scope, removals: hasRemovals ? 1 : 0 });
    },
  };
}
