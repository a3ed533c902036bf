import { parseArgs } from "node:util";
import type { ArticleFilter } from "../store/store.ts";
import type { TerminalCommand } from "./command.ts";
import { type DayContext, parseFirstDay, parseLastDay, parseQuestionDay } from "./day.ts";
import { UsageError } from "./usage-error.ts";

/** The options of a call, parsed. */
export interface Options {
  /** The words after the command's name: a question, a claim, or paths. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly explain: boolean;
  readonly limit: number;
  readonly filter: ArticleFilter;
  /** When questions are asked; now, where it is not given. */
  readonly askedAt?: Date;
  readonly sources?: string | undefined;
  readonly articles?: string | undefined;
  readonly questions?: string | undefined;
  readonly claims?: string | undefined;
  readonly drafts?: string | undefined;
  readonly article?: string | undefined;
  readonly topic?: string | undefined;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
}

export type OptionName = keyof typeof OPTIONS;

/** As many passages as the measurements look at. */
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const OPTIONS = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  sources: { type: "string" },
  articles: { type: "string" },
  explain: { type: "boolean" },
  limit: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  now: { type: "string" },
  outlet: { type: "string" },
  topic: { type: "string" },
  questions: { type: "string" },
  article: { type: "string" },
  claims: { type: "string" },
  drafts: { type: "string" },
  to: { type: "string" },
  from: { type: "string" },
} as const;

/** What every command takes, whether or not it makes a difference to it. */
const COMMON: readonly OptionName[] = ["json", "help", "sources", "articles"];

export interface Call {
  readonly command: TerminalCommand;
  readonly options: Options;
}

export interface CallContext {
  readonly commands: readonly TerminalCommand[];
  readonly now: Date;
  /** Where the days of `--now`, `--since` and `--until` begin and end: asked for only where one is given. */
  readonly timeZone: () => string;
}

/**
 * Parses the arguments after the program's name; undefined when they ask for help. Throws a `UsageError` that says
 * in one line what is wrong.
 */
export function parseCall(
  args: readonly string[],
  { commands, now, timeZone }: CallContext,
): Call | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [name, ...words] = positionals;
  const command = commands.find((known) => known.name === name);
  if (!command) throw new UsageError(describeUnknown(name, commands));
  checkOptions(command, Object.keys(values));
  if (command.words === undefined && words.length > 0)
    throw new UsageError(`${command.name} takes options only, not "${words.join(" ")}"`);
  if (values.sources !== undefined && values.articles !== undefined)
    throw new UsageError("--sources and --articles are two ways to say the same: give one");

  const { since, until, now: day, outlet, limit, json = false, explain = false, help: _, ...paths } = values;
  const isDated = [since, until, day].some((given) => given !== undefined);
  const days = { now, timeZone: isDated ? timeZone() : "UTC" };
  const askedAt = day === undefined ? undefined : parseQuestionDay("--now", day, days);
  const filter = parseFilter({ since, until, outlet }, { ...days, now: askedAt ?? now });
  const options = { ...paths, words, json, explain, filter, limit: parseLimit(limit) };
  return { command, options: askedAt ? { ...options, askedAt } : options };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function describeUnknown(name: string | undefined, commands: readonly TerminalCommand[]): string {
  const known = commands.map((command) => command.name).join(", ");
  return `${name === undefined ? "a command is missing" : `there is no command "${name}"`}: ${known} (--help says more)`;
}

function checkOptions({ name, options }: TerminalCommand, given: readonly string[]): void {
  const allowed: readonly string[] = [...COMMON, ...options];
  const extra = given.find((option) => !allowed.includes(option));
  if (extra !== undefined) throw new UsageError(`${name} takes no --${extra} (--help says what it takes)`);
}

function parseLimit(limit: string | undefined): number {
  if (limit === undefined) return DEFAULT_LIMIT;
  const number = Number(limit);
  if (/^\d+$/.test(limit) && number >= 1 && number <= MAX_LIMIT) return number;
  throw new UsageError(`--limit takes a whole number from 1 to ${MAX_LIMIT}, not "${limit}"`);
}

function parseFilter(
  { since, until, outlet }: Record<"since" | "until" | "outlet", string | undefined>,
  days: DayContext,
): ArticleFilter {
  const filter = {
    ...(since === undefined ? {} : { since: parseFirstDay("--since", since, days) }),
    ...(until === undefined ? {} : { until: parseLastDay("--until", until, days) }),
    ...(outlet === undefined ? {} : { outlet }),
  };
  if (filter.since !== undefined && filter.until !== undefined && filter.since >= filter.until)
    throw new UsageError(`--since ${since} is later than --until ${until}`);
  return filter;
}
