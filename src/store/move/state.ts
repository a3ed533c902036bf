import { existsSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { PostgresConnections, Run } from "../postgres/connect.ts";
import { rawSql, sql } from "../postgres/sql.ts";
import { readText } from "../rows.ts";
import { isDamage } from "../sqlite/errors.ts";
import { inspectFile } from "../sqlite/file.ts";
import { isOurs, notOurs } from "../sqlite/open.ts";
import { createSqliteStore } from "../sqlite.ts";
import { MOVED_TABLES } from "./tables.ts";

/** A move under way. */
export interface Move {
  readonly source: DatabaseSync;
  readonly target: PostgresConnections;
  readonly onNotice: (message: string) => void;
  /** Tells the installation from any other. */
  readonly secret: string;
  /** Another when somebody has written to the file since. */
  readonly mark: string;
}

/**
 * Sees to it that a file's schema and words are those of this version, and that it has a secret. Rejects where the file
 * is missing or damaged: opening it as a store would begin a new one, and that would be moved.
 */
export async function bringUpToDate(from: string, onNotice: Move["onNotice"]): Promise<void> {
  checkFile(from);
  const store = await createSqliteStore({ file: from, onNotice });
  await store.secret();
  await store.close();
}

function checkFile(from: string): void {
  if (!existsSync(from) || statSync(from).size === 0) {
    throw new Error(`there is no store at ${from}: check --from`);
  }
  if (!isOurs(from)) throw new Error(notOurs(from));
  try {
    inspectFile(from);
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new Error(`the store ${from} is damaged and was left as it is: restore a backup first`, {
      cause: error,
    });
  }
}

/** What tells the installation in a file from any other. */
export function secretOf(source: DatabaseSync): string {
  return readText(source.prepare("select value from meta where name = 'secret'").get(), "value");
}

/** Another when somebody has written to the file since. */
export function markOf(source: DatabaseSync): string {
  const row = source
    .prepare(
      "select (select sum(version) from scopes) as scopes, (select max(tried_at) from sources) as tried",
    )
    .get();
  return JSON.stringify(row);
}

const stateSchema = z.object({
  secret: z.string(),
  mark: z.string(),
  /** How many tables are there as a whole. */
  tables: z.number(),
  /** The last row of the next one that is there. */
  after: z.array(z.union([z.string(), z.number()])).optional(),
});
/** How far a move is: kept in the database, with every batch of rows. */
export type State = z.infer<typeof stateSchema>;

/** Where to go on; `done`: the installation is there already. */
export async function begin({ target, secret, mark, onNotice }: Move): Promise<State | "done"> {
  return target.write(async (run) => {
    const [row] = await run(sql`select value from meta where name = 'move' for update`);
    const state = row && stateSchema.parse(JSON.parse(readText(row, "value")));
    const [known] = await run(sql`select value from meta where name = 'secret'`);
    const isOther = known ? known.value !== secret : !state && (await isUsed(run));
    if (isOther || (state && state.secret !== secret)) {
      throw new Error(
        `${target.name} holds another installation and was left as it is: name an empty database`,
      );
    }
    if (known && !state) return "done";
    if (state?.mark === mark) return state;
    if (state)
      onNotice(
        "the file has changed since the move began, or what arrived was not right: the move begins anew",
      );
    const first = { secret, mark, tables: 0 };
    await empty(run);
    await putState(run, first);
    return first;
  });
}

async function isUsed(run: Run): Promise<boolean> {
  const [row] = await run(sql`
    select exists (select 1 from sources) or exists (select 1 from takedowns) or exists (select 1 from log) as is_used`);
  return row?.is_used === true;
}

async function empty(run: Run): Promise<void> {
  for (const { name, only = "true" } of MOVED_TABLES.toReversed()) {
    await run(rawSql(`delete from ${name} where ${only}`));
  }
}

/**
 * Takes a step of the move in one transaction, and keeps how far it is then; without `to` the move is over. Rejects
 * when another process has taken it from there already.
 */
export async function takeStep(
  { target }: Pick<Move, "target">,
  { from, to }: { readonly from: State; readonly to: State | undefined },
  work: (run: Run) => Promise<void>,
): Promise<void> {
  await target.write(async (run) => {
    const [row] = await run(sql`select value from meta where name = 'move' for update`);
    if (row?.value !== JSON.stringify(from)) {
      throw new Error(
        `what was to be moved to ${target.name} is further by now: another process moves it as well. Let it end`,
      );
    }
    await work(run);
    if (to) await putState(run, to);
    else await run(sql`delete from meta where name = 'move'`);
  });
}

async function putState(run: Run, state: State): Promise<void> {
  await run(sql`
    insert into meta (name, value) values ('move', ${JSON.stringify(state)})
    on conflict (name) do update set value = excluded.value`);
}
