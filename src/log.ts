/** Writes one line of JSON for each event. A question's text belongs into `debug` alone. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** What is known of an event. An `Error` is written as its message and those of its causes. */
export type LogFields = Readonly<Record<string, unknown>>;

/** From the most to the least that can be written. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes one line, with its line break. */
  readonly write: (line: string) => void;
  readonly now: () => Date;
  /** Tokens and keys: wherever one would stand, `[secret]` does. */
  readonly secrets: readonly (string | undefined)[];
}

/** A log of the events of this level and above. */
export function createLog({ level, write, now, secrets }: LogOptions): Log {
  const known = secrets.flatMap((secret) => secret || []);
  const conceal = (text: string) =>
    known
      .reduce((line, secret) => line.replaceAll(secret, SECRET), text)
      .replace(WEBHOOK_TOKEN, `$1${SECRET}`);
  const at =
    (own: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (LOG_LEVELS.indexOf(own) < LOG_LEVELS.indexOf(level)) return;
      const line = { time: now().toISOString(), level: own, event, ...fields };
      write(`${JSON.stringify(line, (_key, value) => toLoggable(value, conceal))}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

const SECRET = "[secret]";

/** Whoever has an interaction's token can speak as the bot for 15 minutes, and the addresses in errors hold it. */
const WEBHOOK_TOKEN = /(\/(?:webhooks|interactions)\/\d+\/)[\w%.-]+/g;

function toLoggable(value: unknown, conceal: (text: string) => string): unknown {
  if (typeof value === "string") return conceal(value);
  if (typeof value === "bigint") return String(value);
  return value instanceof Error ? conceal(describeError(value)) : value;
}

/** An error and its causes on one line: `the embedding model failed: 401 refused`. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.message || error.name;
  return error.cause === undefined ? own : `${own}: ${describeError(error.cause)}`;
}
