import type { DatabaseSync } from "node:sqlite";
import type { Reader } from "../filter.ts";
import { findText } from "../rows.ts";
import { HOUSE } from "../scopes.ts";

/**
 * Prepares the version of what a server may read: that of the house's scope, and of its own. A scope's number tells one
 * that was made anew from the one before.
 */
export function createVersion(database: DatabaseSync): (reader: Reader) => string {
  const find = database.prepare(`
    select group_concat(scope || ':' || version, ' ' order by scope) as version
    from scopes where guild_id in ('${HOUSE}', :guild)`);
  return (guild) => findText(find.get({ guild }), "version") ?? "";
}
