import { lastBelievedReading } from "../clocks.ts";
import type { Reader } from "../filter.ts";
import { findText, readSource, readText } from "../rows.ts";
import { HOUSE } from "../scopes.ts";
import type { ReadingOutcome, SourceRecord, Store, StoredSource } from "../store.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { notTakenDownSql } from "./filter.ts";
import { checkLease } from "./leases.ts";
import { addLogEntry } from "./log.ts";
import { removeSources } from "./remove.ts";
import { touchReader } from "./scopes.ts";
import { type Sql, sql } from "./sql.ts";
import { writeArticles } from "./words.ts";

/** What is known of the sources. */
export function createSources(
  connections: PostgresConnections,
): Pick<Store, "listSources" | "findSource" | "listDue" | "putSource" | "noteReading" | "removeSource"> {
  const { read, write } = connections;
  return {
    listSources: () => listSources(read, { reader: null, condition: isHere }),
    async findSource(id) {
      const [source] = await listSources(read, { reader: null, condition: sql`id = ${id} and ${isHere}` });
      return source;
    },
    listDue: (moment) =>
      listSources(read, {
        reader: null,
        condition: sql`(kind = 'folder' or tried_at is null or next_at <= ${moment}
          or (next_at is not null and tried_at > ${lastBelievedReading(moment)})) and ${isHere}`,
      }),
    putSource: (source, entry) =>
      write(async (run) => {
        await putSource(run, source);
        if (entry) await addLogEntry(run, entry);
      }),
    noteReading: (sourceId, outcome) => write((run) => noteReading(run, sourceId, outcome)),
    async removeSource(sourceId, entry) {
      const owner = await findOwner(read, sourceId);
      return writeArticles(connections, owner?.guildId ?? HOUSE, async (run, words) => {
        if (entry) await addLogEntry(run, entry);
        return removeSources({ run, words }, sql`id = ${sourceId}`);
      });
    },
  };
}

/** A condition on `sources`: the house's, and those of servers that have not left. */
const isHere = sql`not exists (
  select 1 from servers where servers.guild_id = sources.guild_id and left_at is not null
)`;

/** Whose articles a source's are. */
export interface Owner {
  /** Empty: the house's. */
  readonly guildId: string;
  /** The source's own address. */
  readonly address: string | null;
}

/** Whose a source is; undefined where it is not here (any more). */
export async function findOwner(run: Run, sourceId: string): Promise<Owner | undefined> {
  const [row] = await run(sql`select guild_id, address from sources where id = ${sourceId}`);
  return row && { guildId: findText(row, "guild_id") ?? HOUSE, address: findText(row, "address") };
}

/** The house's sources first, then the server's own. */
export function listVisibleSources(read: Run, reader: Reader): Promise<StoredSource[]> {
  return listSources(read, { reader, condition: sql`(guild_id is null or guild_id = ${reader})` });
}

async function listSources(
  read: Run,
  { reader, condition }: { readonly reader: Reader; readonly condition: Sql },
): Promise<StoredSource[]> {
  const rows = await read(sql`
    select sources.*, stored.articles, newest.published_at as newest
    from sources
      cross join lateral (
        select count(*) as articles from articles
        where source_id = sources.id and ${notTakenDownSql("articles", reader)}
      ) as stored
      left join lateral (
        select published_at from articles
        where source_id = sources.id and published_ms is not null and ${notTakenDownSql("articles", reader)}
        order by published_ms desc limit 1
      ) as newest on true
    where ${condition}
    order by guild_id is not null, lower(name), id`);
  return rows.map(readSource);
}

async function putSource(run: Run, { id, guildId, kind, name, address }: SourceRecord): Promise<void> {
  // Two moderators of one server add one after the other, so that the second is told of the first.
  await run(sql`select pg_advisory_xact_lock(hashtextextended(${`sources of ${guildId ?? ""}`}, 0))`);
  const twins = await run(sql`
    select name, address from sources where guild_id = ${guildId} and id <> ${id} order by name`);
  for (const twin of twins) {
    const known = readText(twin, "name");
    if (address !== null && findText(twin, "address") === address) {
      throw new Error(`this server reads ${address} already, as “${known}”`);
    }
    if (known.toLowerCase() === name.toLowerCase()) {
      throw new Error(`there is a source named “${known}” already`);
    }
  }
  const put = await run(sql`
    insert into sources (id, guild_id, kind, name, address)
    values (${id}, ${guildId}, ${kind}, ${name}, ${address})
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, address = excluded.address
      where (sources.name, sources.kind, sources.address)
        is distinct from (excluded.name, excluded.kind, excluded.address)
    returning id`);
  if (put.length > 0) await touchReader(run, guildId ?? HOUSE);
}

/**
 * Keeps how a reading went; what the outcome leaves undefined stays. Throws for a source that is not here, and where
 * another process reads it by now.
 */
export async function noteReading(run: Run, sourceId: string, outcome: ReadingOutcome): Promise<void> {
  const { triedAt, readAt, nextAt, failures, isUnreadable, lastError, memory, lease } = outcome;
  if (lease) await checkLease(run, lease);
  const [noted] = await run(sql`
    update sources set tried_at = ${triedAt}, read_at = coalesce(${readAt ?? null}, read_at), next_at = ${nextAt},
      failures = ${failures}, is_unreadable = ${isUnreadable}, last_error = ${lastError},
      memory = coalesce(${memory ?? null}, memory)
    where id = ${sourceId} returning id`);
  if (!noted) throw isGone(sourceId);
}

/** What is thrown for a source that is not here. */
export const isGone = (sourceId: string) => new Error(`the source ${sourceId} is not here any more`);
