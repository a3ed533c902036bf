/** The SQLSTATE codes that a person can do something about (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  // Node's own: there was nobody to talk to.
  ECONNREFUSED: "is not running, or can't be reached: check that it runs, and DATABASE_URL",
  ENOTFOUND: "can't be found: check the host in DATABASE_URL",
  EAI_AGAIN: "can't be found: check the host in DATABASE_URL, and the network",
  ENOENT: "is not running: check that it runs, and the socket in DATABASE_URL",
  ETIMEDOUT: "did not answer: check that it runs and can be reached from here",
  EHOSTUNREACH: "can't be reached from here: check the network and DATABASE_URL",
  // PostgreSQL's.
  "28P01": "refuses the user or the password: check DATABASE_URL",
  "28000": "refuses the user: check DATABASE_URL, and what the server lets in (pg_hba.conf)",
  "3D000": "does not exist: create it, or name another in DATABASE_URL",
  "53300": "has no connection left: raise its max_connections, or lower DATABASE_CONNECTIONS",
  "53100": "could not be written: its disk is full; nothing was changed",
  "57P03": "is starting or stopping: try again in a moment",
  "57014": "took too long: nothing was changed",
  "55P03": "was kept busy by other writers: nothing was changed, try again when they are done",
  "25006": "can't be written: it is a read-only copy",
  "42501": "does not let this user do what is needed: its user has to own the schema",
  "42P07": "holds another program's tables: name an empty database, or a schema of its own",
  "3F000": "has no schema to write to: check the search_path in DATABASE_URL",
};

/** What the driver says of itself, in words alone. */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [/connection timeout|timeout expired/i, "did not answer in time: check that it runs and can be reached"],
  [/timeout exceeded when trying to connect/i, "has no free connection: all of this process's are busy"],
  [/password must be a string/i, "wants a password: name it in DATABASE_URL or PGPASSWORD"],
  [/does not support SSL/i, "does not speak TLS: leave sslmode out of DATABASE_URL"],
  [/query read timeout/i, "took too long"],
];

/** The error in one line that names the database and says what to do; other errors come back as they are. */
export function explainPostgresError(error: unknown, database: string): unknown {
  if (!(error instanceof Error)) return error;
  const explanation =
    EXPLANATIONS[codeOf(error) ?? ""] ?? SAYINGS.find(([saying]) => saying.test(error.message))?.[1];
  if (explanation !== undefined) return new Error(`${database} ${explanation}`, { cause: causeOf(error) });
  if (isConnectionLost(error)) return new Error(`the connection to ${database} was lost`, { cause: error });
  return codeOf(error) === undefined ? error : new Error(`${database} failed`, { cause: error });
}

/** Whether the way to the database broke, and not what was asked of it. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error) ?? "";
  return (
    LOST.test(code) ||
    /^Connection terminated|connection (?:error|is closed)|not queryable|^Query read timeout/i.test(
      error.message,
    )
  );
}

/** Class 08, and what a server says to those whom it sends away when it stops. */
const LOST = /^(?:08...|57P0[123]|ECONNRESET|EPIPE|ECONNABORTED)$/;

/** Whether two writers were in each other's way, so that the one that was sent away may try again. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && /^(?:40001|40P01)$/.test(codeOf(error) ?? "");
}

/** The SQLSTATE, or Node's code. */
export function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Of a name with several addresses each has failed on its own, and Node's word for that is empty. */
function causeOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}
