import { readLogEntry } from "../rows.ts";
import type { LogEntry, NewLogEntry } from "../store.ts";
import type { Run } from "./connect.ts";
import { sql } from "./sql.ts";

/** More is history that nobody looks up. */
const ENTRIES_KEPT = 200;

/** Adds an entry, inside of somebody's transaction; a server's oldest beyond 200 go. */
export async function addLogEntry(run: Run, entry: NewLogEntry): Promise<void> {
  const { guildId, at, actor, action, subject } = entry;
  await run(sql`
    insert into log (guild_id, at, actor, action, subject)
    values (${guildId}, ${at}, ${actor}, ${action}, ${subject})`);
  await run(sql`
    delete from log where guild_id = ${guildId} and entry <= (
      select entry from log where guild_id = ${guildId} order by entry desc offset ${ENTRIES_KEPT} limit 1
    )`);
}

/** A server's latest entries first. */
export async function listLog(
  read: Run,
  { guildId, limit }: { readonly guildId: string; readonly limit: number },
): Promise<LogEntry[]> {
  const rows = await read(sql`
    select at, actor, action, subject from log where guild_id = ${guildId} order by entry desc limit ${limit}`);
  return rows.map(readLogEntry);
}
