import type { DatabaseSync } from "node:sqlite";
import { lastBelievedReading } from "../clocks.ts";
import type { Reader } from "../filter.ts";
import { findText, readSource, readText } from "../rows.ts";
import type { NewLogEntry, ReadingOutcome, RemovedCounts, SourceRecord, StoredSource } from "../store.ts";
import { notTakenDownSql, visibleSourceSql } from "./filter.ts";
import { createLeaseCheck } from "./leases.ts";
import { addLogEntry } from "./log.ts";
import { createRemoval } from "./remove.ts";
import { createScopes } from "./scopes.ts";
import { inTransaction } from "./transaction.ts";
import type { WordIndex } from "./words.ts";

/** What is known of the sources, on one connection. */
export interface Sources {
  /** Of every server that has not left. */
  listAllSources(): StoredSource[];
  listDue(moment: string): StoredSource[];
  listSources(reader: Reader): StoredSource[];
  findSource(id: string): StoredSource | undefined;
  putSource(source: SourceRecord, entry?: NewLogEntry): void;
  noteReading(sourceId: string, outcome: ReadingOutcome): void;
  removeSource(sourceId: string, entry?: NewLogEntry): RemovedCounts;
}

/** Prepares what is done with sources. */
export function createSources(database: DatabaseSync, words: WordIndex): Sources {
  const list = createList(database);
  const put = createPut(database);
  const note = createNoteReading(database);
  const removal = createRemoval(database, words);
  return {
    ...list,
    putSource(source, entry) {
      inTransaction(database, () => {
        put(source);
        if (entry) addLogEntry(database, entry);
      });
    },
    noteReading: (sourceId, outcome) => inTransaction(database, () => note(sourceId, outcome)),
    removeSource: (sourceId, entry) =>
      words.inTransaction(() => {
        if (entry) addLogEntry(database, entry);
        return removal.removeSource(sourceId);
      }),
  };
}

function createList(
  database: DatabaseSync,
): Pick<Sources, "listAllSources" | "listSources" | "findSource" | "listDue"> {
  // Counted in the index of sources and dates alone, but where something was taken down.
  const isSeen = `(not exists (select 1 from takedowns where takedowns.guild_id in ('', :guild))
    or ${notTakenDownSql("articles")})`;
  const select = (condition: string) => `
    select sources.*,
      (select count(*) from articles where source_id = sources.id and ${isSeen}) as articles,
      (select published_at from articles
        where source_id = sources.id and published_ms is not null and ${isSeen}
        order by published_ms desc limit 1) as newest
    from sources where ${condition} order by guild_id is not null, lower(name), sources.id`;
  const isHere = `:guild is null and not exists (
      select 1 from servers where servers.guild_id = sources.guild_id and left_at is not null
    )`;
  const visible = database.prepare(select(visibleSourceSql("sources")));
  const all = database.prepare(select(isHere));
  const one = database.prepare(select(`sources.id = :id and ${isHere}`));
  const due = database.prepare(
    select(`(kind = 'folder' or tried_at is null or next_at <= :moment
      or (next_at is not null and tried_at > :believed)) and ${isHere}`),
  );
  return {
    listSources: (guild) => visible.all({ guild }).map(readSource),
    listAllSources: () => all.all({ guild: null }).map(readSource),
    findSource: (id) => {
      const row = one.get({ guild: null, id });
      return row && readSource(row);
    },
    listDue: (moment) =>
      due.all({ guild: null, moment, believed: lastBelievedReading(moment) }).map(readSource),
  };
}

function createPut(database: DatabaseSync): (source: SourceRecord) => void {
  const findTwins = database.prepare(
    "select id, name, address from sources where guild_id = :guildId and id <> :id order by name",
  );
  const put = database.prepare(`
    insert into sources (id, guild_id, kind, name, address) values (:id, :guildId, :kind, :name, :address)
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, address = excluded.address
      where (name, kind, address) is not (excluded.name, excluded.kind, excluded.address)`);
  const scopes = createScopes(database);
  return ({ id, guildId, kind, name, address }) => {
    for (const twin of findTwins.all({ guildId, id })) {
      const known = readText(twin, "name");
      if (address !== null && findText(twin, "address") === address) {
        throw new Error(`this server reads ${address} already, as “${known}”`);
      }
      if (known.toLowerCase() === name.toLowerCase()) {
        throw new Error(`there is a source named “${known}” already`);
      }
    }
    if (put.run({ id, guildId, kind, name, address }).changes > 0) scopes.touch(guildId);
  };
}

/**
 * Keeps how a reading went, inside of somebody's transaction; what the outcome leaves undefined stays. Throws for a
 * source that is not here, and where another process reads it by now.
 */
export function createNoteReading(
  database: DatabaseSync,
): (sourceId: string, outcome: ReadingOutcome) => void {
  const note = database.prepare(`
    update sources set tried_at = :triedAt, read_at = coalesce(:readAt, read_at), next_at = :nextAt,
      failures = :failures, is_unreadable = :isUnreadable, last_error = :lastError,
      memory = coalesce(:memory, memory)
    where id = :sourceId`);
  const checkLease = createLeaseCheck(database);
  return (sourceId, { readAt, memory, isUnreadable, lease, ...outcome }) => {
    if (lease) checkLease(lease);
    const { changes } = note.run({
      ...outcome,
      sourceId,
      readAt: readAt ?? null,
      memory: memory ?? null,
      isUnreadable: isUnreadable ? 1 : 0,
    });
    if (changes === 0) throw new Error(`the source ${sourceId} is not here any more`);
  };
}
