import type { Run } from "./postgres-connect.ts";
import { sql } from "./postgres-sql.ts";

/**
 * Waits until nobody else writes a server's articles, or the house's, until the end of the transaction; empty: the
 * house itself, and with it everybody's. What is taken down, what is a copy of what and how words are counted is only
 * right when it is decided by one after the other. Questions never wait.
 */
export async function lockArticles(run: Run, guildId: string): Promise<void> {
  if (guildId === "") {
    await run(sql`select pg_advisory_xact_lock(${HOUSE})`);
    return;
  }
  // In this order always, so that no two wait for each other.
  await run(sql`select pg_advisory_xact_lock_shared(${HOUSE})`);
  await run(sql`select pg_advisory_xact_lock(hashtextextended(${`articles of ${guildId}`}, 0))`);
}

/** Any number that no other program's lock is likely to have: "OnRh". */
const HOUSE = 0x4f6e5268;
