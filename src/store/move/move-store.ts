import { DatabaseSync } from "node:sqlite";
import { createPostgresConnections, type Run } from "../postgres/connect.ts";
import { migrate } from "../postgres/open.ts";
import { rawSql } from "../postgres/sql.ts";
import { type Row, readNumber } from "../rows.ts";
import {
  type Checksum,
  checksumOf,
  countSqliteRows,
  keyOf,
  ROWS_AT_ONCE,
  readPostgresRows,
  readSqliteRows,
  type Values,
  writePostgresRows,
} from "./rows.ts";
import { begin, bringUpToDate, type Move, markOf, type State, secretOf, takeStep } from "./state.ts";
import { MOVED_TABLES, type MovedTable } from "./tables.ts";

export interface MoveOptions {
  /** The SQLite file. */
  readonly from: string;
  /** The PostgreSQL database's address. */
  readonly to: string;
  /** Hears how far it is. */
  readonly onProgress: (progress: MoveProgress) => void;
  /** Hears what else whoever runs this should know. */
  readonly onNotice: (message: string) => void;
}

export interface MoveProgress {
  readonly step: "copied" | "checked";
  readonly table: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Moves an installation from a SQLite file into an empty PostgreSQL database, and checks every row of it there. What
 * was interrupted goes on where it was. Resolves to how many rows each table has. Rejects when the database holds
 * another installation, and when what arrived is not what was sent.
 */
export async function moveStore(options: MoveOptions): Promise<ReadonlyMap<string, number>> {
  const { onProgress, onNotice } = options;
  await bringUpToDate(options.from, onNotice);
  const source = new DatabaseSync(options.from, { readOnly: true });
  const target = createPostgresConnections({ url: options.to, maxConnections: 1 });
  try {
    await migrate(target);
    // All is of one moment, whatever a bot that still runs writes meanwhile.
    source.exec("begin");
    const move = { source, target, onProgress, onNotice, secret: secretOf(source), mark: markOf(source) };
    const state = await begin(move);
    if (state === "done") {
      onNotice(`${target.name} holds this installation already: nothing was moved`);
    } else {
      await checkAll(move, await copyFrom(move, state));
    }
    return new Map(MOVED_TABLES.map((table) => [table.name, countSqliteRows(source, table)]));
  } finally {
    source.close();
    await target.close();
  }
}

type Moving = Move & Pick<MoveOptions, "onProgress">;

async function copyFrom(move: Moving, begun: State): Promise<State> {
  let state = begun;
  for (const table of MOVED_TABLES.slice(begun.tables)) state = await copyTable(move, table, state);
  return state;
}

async function copyTable(move: Moving, table: MovedTable, begun: State): Promise<State> {
  const { source, onProgress } = move;
  const total = countSqliteRows(source, table);
  let state = begun;
  let done = 0;
  for (const rows of inBatches(readSqliteRows(source, table, begun.after))) {
    const last = rows.at(-1);
    const next = { ...state, after: last && [...keyOf(table, last)] };
    await takeStep(move, { from: state, to: next }, (run) => writePostgresRows(run, table, rows));
    state = next;
    done += rows.length;
    onProgress({ step: "copied", table: table.name, done, total });
  }
  const { after: _, ...ofTable } = state;
  const next = { ...ofTable, tables: state.tables + 1 };
  await takeStep(move, { from: state, to: next }, async () => {});
  return next;
}

function* inBatches(rows: Iterable<Values>): Generator<Values[]> {
  let batch: Values[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The database may be used only when every row of it is what it was in the file. */
async function checkAll(move: Moving, state: State): Promise<void> {
  const { source, target, onProgress } = move;
  const differing: string[] = [];
  for (const [index, table] of MOVED_TABLES.entries()) {
    const sent = await checksumOf(readSqliteRows(source, table));
    const arrived = await checksumOf(readPostgresRows(target.read, table));
    if (!isSame(sent, arrived))
      differing.push(`${table.name} (${sent.rows} rows sent, ${arrived.rows} there)`);
    onProgress({ step: "checked", table: table.name, done: index + 1, total: MOVED_TABLES.length });
  }
  if (differing.length === 0) {
    await takeStep(move, { from: state, to: undefined }, async (run) => {
      await continueNumbers(run, "scopes", "scope");
      await continueNumbers(run, "log", "entry");
    });
    return;
  }
  await takeStep(move, { from: state, to: { ...state, mark: "differs", tables: 0 } }, async () => {});
  throw new Error(
    `what arrived in ${target.name} differs from the file: ${differing.join(", ")}. Stop whatever writes to either, and run this again: it begins anew`,
  );
}

function isSame(a: Checksum, b: Checksum): boolean {
  return a.rows === b.rows && a.sha256 === b.sha256;
}

/** The next row that is written gets a number behind those that were moved. */
async function continueNumbers(run: Run, table: string, column: string): Promise<void> {
  const [row]: readonly Row[] = await run(
    rawSql(`select coalesce(max(${column}), 0) + 1 as next from ${table}`),
  );
  await run(rawSql(`alter table ${table} alter column ${column} restart with ${readNumber(row, "next")}`));
}
