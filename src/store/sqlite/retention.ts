import type { DatabaseSync } from "node:sqlite";
import { placeOf } from "../../articles/place.ts";
import { readNumber, readText } from "../rows.ts";
import { isOfShards } from "../shards.ts";
import type { NewLogEntry, RemovedCounts, Store, Takedown } from "../store.ts";
import { isTargetSql } from "./filter.ts";
import { addLogEntry } from "./log.ts";
import { addCounts, createRemoval, NOTHING_REMOVED } from "./remove.ts";
import { createScopes } from "./scopes.ts";
import { inTransaction } from "./transaction.ts";
import type { WordIndex } from "./words.ts";

/** What is kept no longer, or may not be. */
export interface Retention {
  takeDown(takedown: Takedown, entry: NewLogEntry): RemovedCounts;
  listTakedowns(guildId: string | null): string[];
  noteServers(servers: Parameters<Store["noteServers"]>[0]): void;
  noteServer(server: Parameters<Store["noteServer"]>[0]): void;
  forgetServers(leftBefore: string): { readonly servers: number } & RemovedCounts;
  dropTexts(request: Parameters<Store["dropTexts"]>[0]): number;
}

/** Prepares what ends the keeping of articles. */
export function createRetention(database: DatabaseSync, words: WordIndex): Retention {
  return {
    ...createTakedowns(database, words),
    ...createServers(database, words),
    dropTexts: createDropTexts(database, words),
  };
}

function createTakedowns(
  database: DatabaseSync,
  words: WordIndex,
): Pick<Retention, "takeDown" | "listTakedowns"> {
  const { removeArticle } = createRemoval(database, words);
  const scopes = createScopes(database);
  const put = database.prepare("insert or ignore into takedowns (guild_id, target) values (?, ?)");
  const list = database.prepare("select target from takedowns where guild_id = ? order by target");
  const findArticles = database.prepare(`
    select articles.rowid as article from articles join sources on sources.id = source_id
    where (:guildId is null or guild_id = :guildId) and ${isTargetSql("articles", ":target")}`);
  return {
    takeDown: ({ guildId, target: named }, entry) =>
      words.inTransaction(() => {
        const target = placeOf(named) ?? named;
        put.run(guildId ?? "", target);
        scopes.touch(guildId);
        addLogEntry(database, entry);
        return findArticles
          .all({ guildId, target })
          .map((row) => removeArticle(readNumber(row, "article")))
          .reduce(addCounts, NOTHING_REMOVED);
      }),
    listTakedowns: (guildId) => list.all(guildId ?? "").map((row) => readText(row, "target")),
  };
}

function createServers(
  database: DatabaseSync,
  words: WordIndex,
): Pick<Retention, "noteServers" | "noteServer" | "forgetServers"> {
  const { removeSource } = createRemoval(database, words);
  const note = database.prepare(`
    insert into servers (guild_id, left_at) values (:guildId, :leftAt)
    on conflict do update set left_at = excluded.left_at`);
  const findAbsent = database.prepare(`
    select guild_id from (
      select guild_id from sources union select guild_id from takedowns union select guild_id from log
    ) where guild_id <> '' and guild_id not in (select value from json_each(:present))`);
  const noteAbsent = database.prepare(`
    insert into servers (guild_id, left_at) values (:guildId, :now)
    on conflict do update set left_at = coalesce(left_at, excluded.left_at)`);
  const noteBack = database.prepare(
    "update servers set left_at = null where guild_id in (select value from json_each(?))",
  );
  const findGone = database.prepare("select guild_id from servers where left_at < ?");
  const findSources = database.prepare("select id from sources where guild_id = ?");
  const clear = ["takedowns", "log", "servers", "scopes"].map((table) =>
    database.prepare(`delete from ${table} where guild_id = ?`),
  );
  return {
    noteServer({ guildId, leftAt }) {
      note.run({ guildId, leftAt });
    },
    noteServers({ present, now, shards }) {
      const list = JSON.stringify(present);
      inTransaction(database, () => {
        noteBack.run(list);
        const absent = findAbsent.all({ present: list }).map((row) => readText(row, "guild_id"));
        for (const guildId of absent) {
          if (!shards || isOfShards(guildId, shards)) noteAbsent.run({ guildId, now });
        }
      });
    },
    forgetServers: (leftBefore) =>
      words.inTransaction(() => {
        const gone = findGone.all(leftBefore).map((row) => readText(row, "guild_id"));
        const counts = gone
          .flatMap((guildId) => findSources.all(guildId))
          .map((row) => removeSource(readText(row, "id")))
          .reduce(addCounts, NOTHING_REMOVED);
        for (const guildId of gone) for (const statement of clear) statement.run(guildId);
        return { servers: gone.length, ...counts };
      }),
  };
}

/** An article that was cut keeps its version: what its source still shows of it is nothing new. */
function createDropTexts(database: DatabaseSync, words: WordIndex): Retention["dropTexts"] {
  const find = database.prepare(`
    select articles.rowid as article, title from articles join sources on sources.id = source_id
    where kind in ('feed', 'page') and fetched_at < :fetchedBefore and cut_at is null
    order by fetched_at limit :limit`);
  const cut = database.prepare("update articles set cut_at = fetched_at, embedder = null where rowid = ?");
  const putBody = database.prepare("update bodies set body = :title where article = :article");
  const removals = ["passages", "vectors", "codes", "sketches"].map((table) =>
    database.prepare(`delete from ${table} where article = ?`),
  );
  const putPassage = database.prepare(
    "insert into passages (article, position, start, end) values (?, 0, 0, ?)",
  );
  return (request) =>
    words.inTransaction(() => {
      const rows = find.all({ ...request });
      for (const row of rows) {
        const article = readNumber(row, "article");
        const title = readText(row, "title");
        words.remove(article);
        for (const removal of removals) removal.run(article);
        cut.run(article);
        putBody.run({ article, title });
        putPassage.run(article, title.length);
        words.add(article);
      }
      return rows.length;
    });
}
