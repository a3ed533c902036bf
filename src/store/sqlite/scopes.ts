import type { DatabaseSync } from "node:sqlite";
import { readNumber } from "../rows.ts";
import { HOUSE, rowOf } from "../scopes.ts";

/** What is written of scopes, inside of somebody's transaction. */
export interface Scopes {
  /** A row for another article of a source. */
  takeRow(sourceId: string): number;
  /** That what a server may read is not what it was; makes its scope, unless it has one. */
  touch(guildId: string | null): void;
  /** That articles of a scope have come, or also gone. */
  touchScope(scope: number, hasRemovals: boolean): void;
}

/** Prepares it on one connection. */
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
