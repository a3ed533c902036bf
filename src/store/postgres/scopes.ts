import type { Reader } from "../filter.ts";
import { findText, readNumber } from "../rows.ts";
import { HOUSE, rowOf } from "../scopes.ts";
import type { Run } from "./connect.ts";
import { sql } from "./sql.ts";

/**
 * Waits until nobody else writes a server's articles, or the house's, until the end of the transaction; for the house
 * itself, until nobody writes any. What is taken down, what is a copy of what and how words are counted is only right
 * when it is decided by one after the other. Questions never wait.
 */
export async function lockArticles(run: Run, guildId: string): Promise<void> {
  if (guildId === HOUSE) {
    await run(sql`select pg_advisory_xact_lock(${HOUSE_LOCK})`);
    return;
  }
  // In this order always, so that no two wait for each other.
  await run(sql`select pg_advisory_xact_lock_shared(${HOUSE_LOCK})`);
  await run(sql`select pg_advisory_xact_lock(hashtextextended(${`articles of ${guildId}`}, 0))`);
}

/** Any number that no other program's lock is likely to have: "OnRh". */
const HOUSE_LOCK = 0x4f6e5268;

/** The first of so many rows for further articles of a server; its scope is made when it has none. */
export async function takeRows(run: Run, guildId: string, count: number): Promise<number> {
  const [row] = await run(sql`
    insert into scopes (guild_id, next_number) values (${guildId}, ${count + 1})
    on conflict (guild_id) do update set next_number = scopes.next_number + ${count}
    returning scope, next_number`);
  return rowOf({ scope: readNumber(row, "scope"), number: readNumber(row, "next_number") - count });
}

/** That what a server may read is not what it was. */
export async function touchReader(run: Run, guildId: string): Promise<void> {
  await run(sql`
    insert into scopes (guild_id, version) values (${guildId}, 1)
    on conflict (guild_id) do update set version = scopes.version + 1`);
}

/** That articles of a scope have come, or also gone. */
export async function touchScope(
  run: Run,
  { scope, hasRemovals }: { readonly scope: number; readonly hasRemovals: boolean },
): Promise<void> {
  await run(sql`
    update scopes set version = version + 1, removals = removals + ${hasRemovals ? 1 : 0} where scope = ${scope}`);
}

/**
 * The version of what a server may read: that of the house's scope, and of its own. A scope's number tells one that was
 * made anew from the one before.
 */
export async function findVersion(read: Run, reader: Reader): Promise<string> {
  const [row] = await read(sql`
    select string_agg(scope || ':' || version, ' ' order by scope) as version
    from scopes where guild_id = ${HOUSE} or guild_id = ${reader}`);
  return findText(row, "version") ?? "";
}
