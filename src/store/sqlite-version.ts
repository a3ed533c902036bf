import type { DatabaseSync } from "node:sqlite";
import type { Reader } from "./sqlite-filter.ts";
import { readText } from "./sqlite-rows.ts";

/** The house's row; a server's id is never empty. */
const HOUSE = "''";

const ownerSql = (sourceId: string) =>
  `coalesce((select guild_id from sources where id = ${sourceId}), ${HOUSE})`;

const triggerSql = (name: string, event: string, owner: string) => `
  create trigger ${name} after ${event} begin
    insert into versions (guild_id, version) values (${owner}, 1)
      on conflict (guild_id) do update set version = version + 1;
  end;`;

/**
 * Counts what changes in what can be read, for the house and for each server, in the transaction of the change and
 * whoever makes it. How a source was read is no such change.
 */
export const VERSION_SCHEMA = [
  "create table versions (guild_id text primary key, version integer not null) without rowid;",
  triggerSql("article_added", "insert on articles", ownerSql("new.source_id")),
  triggerSql("article_changed", "update on articles", ownerSql("new.source_id")),
  triggerSql("article_removed", "delete on articles", ownerSql("old.source_id")),
  triggerSql("source_added", "insert on sources", `coalesce(new.guild_id, ${HOUSE})`),
  triggerSql(
    "source_changed",
    `update of kind, name, address on sources
    when (old.kind, old.name, old.address) is not (new.kind, new.name, new.address)`,
    `coalesce(new.guild_id, ${HOUSE})`,
  ),
  triggerSql("source_removed", "delete on sources", `coalesce(old.guild_id, ${HOUSE})`),
  triggerSql("takedown_added", "insert on takedowns", "new.guild_id"),
  triggerSql("takedown_removed", "delete on takedowns", "old.guild_id"),
].join("\n");

/** Prepares the version of what a server may read: see `StoreView`. */
export function createVersion(database: DatabaseSync): (reader: Reader) => string {
  const find = database.prepare(`
    select coalesce((select version from versions where guild_id = ${HOUSE}), 0) || '/' ||
      coalesce((select version from versions where guild_id = :guild), 0) as version`);
  return (guild) => readText(find.get({ guild }), "version");
}
