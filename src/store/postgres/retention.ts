import { placeOf } from "../../articles/place.ts";
import { readNumber, readText } from "../rows.ts";
import { HOUSE } from "../scopes.ts";
import { isOfShards } from "../shards.ts";
import type { Store } from "../store.ts";
import type { PostgresConnections } from "./connect.ts";
import { isTargetSql } from "./filter.ts";
import { addLogEntry } from "./log.ts";
import { removeArticles, removeSources } from "./remove.ts";
import { touchReader } from "./scopes.ts";
import { sql } from "./sql.ts";
import { writeArticles } from "./words.ts";

/** What a server does not want to read. */
export function createTakedowns(connections: PostgresConnections): Pick<Store, "takeDown" | "listTakedowns"> {
  return {
    takeDown: ({ guildId, target: named }, entry) =>
      writeArticles(connections, guildId ?? HOUSE, async (run, words) => {
        const target = placeOf(named) ?? named;
        await run(sql`
          insert into takedowns (guild_id, target) values (${guildId ?? HOUSE}, ${target}) on conflict do nothing`);
        await touchReader(run, guildId ?? HOUSE);
        await addLogEntry(run, entry);
        const isOwn = guildId === null ? sql`true` : sql`guild_id = ${guildId}`;
        return removeArticles(
          { run, words },
          sql`${isOwn} and ${isTargetSql(sql`articles`, sql`${target}::text`)}`,
        );
      }),
    async listTakedowns(guildId) {
      const rows = await connections.read(sql`
        select target from takedowns where guild_id = ${guildId ?? HOUSE} order by target`);
      return rows.map((row) => readText(row, "target"));
    },
  };
}

/** Which servers the bot is in, and what ends with them. */
export function createServers(
  connections: PostgresConnections,
): Pick<Store, "noteServers" | "noteServer" | "forgetServers"> {
  const { write } = connections;
  return {
    async noteServer({ guildId, leftAt }) {
      await write((run) =>
        run(sql`
          insert into servers (guild_id, left_at) values (${guildId}, ${leftAt})
          on conflict (guild_id) do update set left_at = excluded.left_at`),
      );
    },
    noteServers: ({ present, now, shards }) =>
      write(async (run) => {
        await run(sql`
          update servers set left_at = null where guild_id = any(${present}::text[]) and left_at is not null`);
        const rows = await run(sql`
          select guild_id from (
            select guild_id from sources union select guild_id from takedowns union select guild_id from log
          ) as known
          where guild_id <> '' and guild_id <> all(${present}::text[])`);
        const absent = rows.map((row) => readText(row, "guild_id"));
        const ours = absent.filter((guildId) => !shards || isOfShards(guildId, shards));
        await run(sql`
          insert into servers (guild_id, left_at) select unnest(${ours}::text[]), ${now}
          on conflict (guild_id) do update set left_at = coalesce(servers.left_at, excluded.left_at)`);
      }),
    forgetServers: (leftBefore) =>
      writeArticles(connections, HOUSE, async (run, words) => {
        const rows = await run(sql`select guild_id from servers where left_at < ${leftBefore} for update`);
        const gone = rows.map((row) => readText(row, "guild_id"));
        const isGone = sql`guild_id = any(${gone}::text[])`;
        const counts = await removeSources({ run, words }, isGone);
        for (const table of [sql`takedowns`, sql`log`, sql`servers`, sql`scopes`]) {
          await run(sql`delete from ${table} where ${isGone}`);
        }
        return { servers: gone.length, ...counts };
      }),
  };
}

/** Cuts old texts down; an article that was cut keeps its version: what its source still shows of it is nothing new. */
export function dropTexts(
  connections: PostgresConnections,
  { fetchedBefore, limit }: Parameters<Store["dropTexts"]>[0],
): Promise<number> {
  return writeArticles(connections, HOUSE, async (run, words) => {
    const rows = await run(sql`
      select article, title from articles join sources on sources.id = source_id
      where kind in ('feed', 'page') and fetched_at < ${fetchedBefore} and cut_at is null
      order by fetched_at, article limit ${limit}`);
    const articles = rows.map((row) => readNumber(row, "article"));
    const lengths = rows.map((row) => readText(row, "title").length);
    const isCut = sql`article = any(${articles}::bigint[])`;
    await words.remove(isCut);
    for (const table of [sql`passages`, sql`vectors`, sql`sketches`]) {
      await run(sql`delete from ${table} where ${isCut}`);
    }
    await run(sql`update articles set cut_at = fetched_at, embedder = null where ${isCut}`);
    await run(sql`
      update bodies set body = title from articles
      where bodies.article = articles.article and bodies.article = any(${articles}::bigint[])`);
    await run(sql`
      insert into passages (article, position, start_at, end_at)
      select article, 0, 0, length
      from unnest(${articles}::bigint[], ${lengths}::integer[]) as cut (article, length)`);
    await words.addStored(articles);
    return articles.length;
  });
}
