import { parseArgs } from "node:util";
import * as chrono from "chrono-node";
import type { ArticleFilter } from "../store/store.ts";
import { USAGE, UsageError } from "./usage.ts";

export const COMMANDS = ["ask", "search", "summary", "verify", "statements", "read", "reload"] as const;
export type CommandName = (typeof COMMANDS)[number];

/** A call of the terminal, parsed. */
export interface Options {
  readonly command: CommandName;
  /** The words after the options: a question, a claim, or paths. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly explain: boolean;
  readonly limit: number;
  readonly filter: ArticleFilter;
  readonly sources?: string | undefined;
  readonly articles?: string | undefined;
  readonly questions?: string | undefined;
  readonly claims?: string | undefined;
  readonly article?: string | undefined;
  readonly topic?: string | undefined;
}

/** As many passages as the measurements look at. */
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const OPTIONS = {
  json: { type: "boolean", default: false },
  explain: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  limit: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  outlet: { type: "string" },
  sources: { type: "string" },
  articles: { type: "string" },
  questions: { type: "string" },
  claims: { type: "string" },
  article: { type: "string" },
  topic: { type: "string" },
} as const;

/** Parses the arguments after the program's name. Throws a `UsageError` that says what is wrong. */
export function parseOptions(args: readonly string[], now: Date): Options {
  const { values, positionals } = parse(args);
  const [name, ...words] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (values.help || !command) throw new UsageError(USAGE);
  if (values.sources !== undefined && values.articles !== undefined) {
    throw new UsageError("--sources and --articles are two ways to say the same: give one");
  }
  const { since, until, outlet, limit, help: _, ...rest } = values;
  const filter = {
    ...(since === undefined ? {} : { since: parseDay("--since", since, now) }),
    ...(until === undefined ? {} : { until: parseDay("--until", until, now) }),
    ...(outlet === undefined ? {} : { outlet }),
  };
  return { ...rest, command, words, filter, limit: parseLimit(limit) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseLimit(limit: string | undefined): number {
  if (limit === undefined) return DEFAULT_LIMIT;
  const number = Number(limit);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_LIMIT) return number;
  throw new UsageError(`--limit takes a whole number from 1 to ${MAX_LIMIT}`);
}

/** A day as people write it ("2026-02-27", "last Monday"): its midnight, UTC. */
function parseDay(name: string, value: string, now: Date): string {
  const day = /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(value)
    ? new Date(value)
    : chrono.en.casual.parseDate(value, { instant: now, timezone: 0 });
  if (!day || Number.isNaN(day.getTime())) {
    throw new UsageError(`${name} takes a day such as 2026-02-27 or "last Monday", not "${value}"`);
  }
  return day.toISOString();
}
