import pLimit from "p-limit";
import { Pool, type PoolClient, TypeOverrides, types } from "pg";
import type { Row } from "../rows.ts";
import { explainPostgresError, isConflict, isConnectionLost } from "./errors.ts";
import { type Sql, toQuery } from "./sql.ts";

/** Runs one statement; resolves to its rows. */
export type Run = (statement: Sql) => Promise<readonly Row[]>;

/** A pool of connections to one database. Every failure is one line that names it. */
export interface PostgresConnections {
  /** The database in words, without the password: `the database news at db.example:5432`. */
  readonly name: string;
  /** One statement that reads: once more when its connection is lost. */
  readonly read: Run;
  /** Several statements that read, and all see one state; once more from the start when their connection is lost. */
  readInSnapshot<Result>(work: (run: Run) => Promise<Result>): Promise<Result>;
  /**
   * All of the work happens, or none. It is begun anew when another writer is in the way; a connection that is lost
   * in its middle is reported.
   */
  write<Result>(work: (run: Run) => Promise<Result>): Promise<Result>;
  /** The same for what may wait long for other writers: it leaves half of the connections to everybody else. */
  writeInTurn<Result>(work: (run: Run) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface PostgresConnectionsOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** How many connections this process keeps at most. */
  readonly maxConnections: number;
  /** A server that has said nothing to a read for so long is no more. */
  readonly silentMs?: number | undefined;
}

/** For a server to answer, and for one of our connections to come free. */
const CONNECT_TIMEOUT_MS = 10_000;
/** No search takes this long: a statement that does has gone wrong, and holds up others. */
const READ_TIMEOUT_MS = 30_000;
/**
 * The server itself ends a read before. A host that vanished says nothing at all: TCP would wait for a quarter of an hour,
 * while what hangs keeps the pool's connections from all others. Writes may wait for longer, and are not limited.
 */
const SILENT_MS = READ_TIMEOUT_MS + 5000;
const NO_LIMIT = 0;
/** A writer that was cut off in its middle lets go of what it holds. */
const IDLE_WRITER_MS = 60_000;
/** For a source whose server's news are being written by another process. */
const LOCK_TIMEOUT_MS = 120_000;
/** How often a writer that another one was in the way of begins anew. */
const MAX_ATTEMPTS = 5;

/** Makes the pool; connects when first asked for something. */
export function createPostgresConnections(options: PostgresConnectionsOptions): PostgresConnections {
  const name = nameOfDatabase(options.url);
  const pool = createPool(options);
  const { silentMs = SILENT_MS } = options;
  const explained = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw explainPostgresError(error, name);
    }
  };
  const write: PostgresConnections["write"] = (work) => {
    const open = () => onceMore(() => begin(pool, { text: WRITING, limitMs: silentMs }));
    return explained(() => untilAlone(() => inTransaction({ open, limitMs: NO_LIMIT }, work)));
  };
  const inTurn = pLimit(Math.ceil(options.maxConnections / 2));
  let closing: Promise<void> | undefined;
  return {
    name,
    read: (statement) =>
      explained(() =>
        onceMore(async () => (await pool.query<Row>(within(silentMs, toQuery(statement)))).rows),
      ),
    readInSnapshot(work) {
      const open = () => begin(pool, { text: READING, limitMs: silentMs });
      return explained(() => onceMore(() => inTransaction({ open, limitMs: silentMs }, work)));
    },
    write,
    writeInTurn: (work) => inTurn(() => write(work)),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** A database's name in words; what is not in the address is what PostgreSQL's own programs take. */
export function nameOfDatabase(address: string): string {
  const url = new URL(address);
  const host = url.hostname || url.searchParams.get("host") || "localhost";
  const database = decodeURIComponent(url.pathname.slice(1) || url.username) || "postgres";
  return `the database ${database} at ${host}:${url.port || "5432"}`;
}

function createPool({ url, maxConnections }: PostgresConnectionsOptions): Pool {
  const numbers = new TypeOverrides();
  // Counts and row numbers: none is near what a number can't hold.
  numbers.setTypeParser(types.builtins.INT8, Number);
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    types: numbers,
    application_name: "on-record",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: READ_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_WRITER_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // A connection that the server ends is replaced when the next one is needed; without listeners the process would end.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

const READING = "begin isolation level repeatable read read only";
const WRITING = `begin; set local statement_timeout = 0; set local lock_timeout = ${LOCK_TIMEOUT_MS}`;

/** The query with its limit, which the driver takes though its types don't say so. */
const within = <Query extends object>(limitMs: number, query: Query) => ({
  ...query,
  query_timeout: limitMs,
});

interface Beginning {
  readonly text: string;
  readonly limitMs: number;
}

async function begin(pool: Pool, { text, limitMs }: Beginning): Promise<PoolClient> {
  const client = await pool.connect();
  try {
    await client.query(within(limitMs, { text }));
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function inTransaction<Result>(
  { open, limitMs }: { readonly open: () => Promise<PoolClient>; readonly limitMs: number },
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const client = await open();
  let isBroken = false;
  try {
    const ask = (query: { readonly text: string }) => client.query<Row>(within(limitMs, query));
    const result = await work(async (statement) => (await ask(toQuery(statement))).rows);
    await ask({ text: "commit" });
    return result;
  } catch (error) {
    const rollBack = () =>
      client.query("rollback").then(
        () => true,
        () => false,
      );
    // Over a connection that is lost nobody would answer.
    isBroken = isConnectionLost(error) || !(await rollBack());
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** What only reads may be tried again: a database that was started anew has ended all connections of before. */
async function onceMore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return work();
  }
}

async function untilAlone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
