import type { DatabaseSync } from "node:sqlite";
import { readLogEntry } from "../rows.ts";
import type { LogEntry, NewLogEntry } from "../store.ts";

/** More is history that nobody looks up. */
const ENTRIES_KEPT = 200;

/** Adds an entry, inside of somebody's transaction; a server's oldest beyond 200 go. */
export function addLogEntry(database: DatabaseSync, entry: NewLogEntry): void {
  const { guildId, at, actor, action, subject } = entry;
  database
    .prepare("insert into log (guild_id, at, actor, action, subject) values (?, ?, ?, ?, ?)")
    .run(guildId, at, actor, action, subject);
  database
    .prepare(
      `delete from log where guild_id = :guildId and entry not in (
        select entry from log where guild_id = :guildId order by entry desc limit ${ENTRIES_KEPT}
      )`,
    )
    .run({ guildId });
}

/** Prepares the reading of the log: a server's latest entries first. */
export function createLogList(
  database: DatabaseSync,
): (query: { readonly guildId: string; readonly limit: number }) => LogEntry[] {
  const list = database.prepare(
    "select at, actor, action, subject from log where guild_id = ? order by entry desc limit ?",
  );
  return ({ guildId, limit }) => list.all(guildId, limit).map(readLogEntry);
}
