import { z } from "zod";
import {
  type Config,
  ConfigError,
  describeIssues,
  optional,
  parseConfig,
  url,
  wholeNumber,
} from "./config.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import type { Shards } from "./store/shards.ts";

const MAX_PORT = 65_535;
const SHARDS_PROBLEM = "has to be auto, none, or like 0-3/16: which shards, of how many";
/** More than one process could hold, and than a bot of a hundred million servers has. */
const MAX_SHARDS = 65_536;

/** `auto`, `none`, `3/16` or `0-3/16`. */
function parseShards(value: string): "auto" | "none" | Shards | undefined {
  if (value === "auto" || value === "none") return value;
  const [, first = "", last = first, of = ""] =
    /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(value.trim()) ?? [];
  const count = Number(of);
  const ids = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  const isPossible = ids.length > 0 && Number(last) < count && count <= MAX_SHARDS;
  return of !== "" && isPossible ? { ids, count } : undefined;
}

/** The settings of the bot alone, as the environment spells them. */
export const botSettingsSchema = z.object({
  DISCORD_TOKEN: optional(z.string()),
  DISCORD_APPLICATION_ID: optional(
    z.string().regex(/^\d{17,20}$/, "has to be the application's id: 17 to 20 digits"),
  ),
  DISCORD_API_URL: optional(url),
  SHARDS: optional(
    z.string().transform((value, context) => {
      const shards = parseShards(value);
      if (shards === undefined) context.addIssue(SHARDS_PROBLEM);
      return shards ?? z.NEVER;
    }),
  ),
  MEMBER_COOLDOWN_SECONDS: wholeNumber("a whole number of seconds, 0 for none"),
  GUILD_DAILY_TOKENS: wholeNumber("a whole number of tokens, 0 for no limit"),
  KEEP_TEXT_DAYS: wholeNumber("a number of days from 1 to 36500", { min: 1, max: 36_500 }),
  HTTP_PORT: wholeNumber(`a port from 0 to ${MAX_PORT}`, { max: MAX_PORT }),
  HTTP_HOST: optional(z.string()),
  INTERACTIONS_PORT: wholeNumber(`a port from 0 to ${MAX_PORT}`, { max: MAX_PORT }),
  DISCORD_PUBLIC_KEY: optional(
    z.string().regex(/^[0-9a-f]{64}$/i, "has to be the application's public key: 64 hexadecimal digits"),
  ),
  LOG_LEVEL: optional(z.enum(LOG_LEVELS, { error: `has to be one of ${LOG_LEVELS.join(", ")}` })),
});

/** What the environment asks the bot to be. */
export interface BotConfig extends Config {
  readonly discord: {
    readonly token: string;
    readonly applicationId: string;
    /** Undefined: Discord's own. */
    readonly apiUrl: string | undefined;
    /** `auto`: as many as Discord recommends, all of them in this process. `none`: interactions come over HTTP. */
    readonly shards: "auto" | "none" | Shards;
  };
  /** Where Discord's interactions come over HTTP; undefined: over the gateway. */
  readonly interactions:
    | { readonly host: string; readonly port: number; readonly publicKey: string }
    | undefined;
  /** 0: none. */
  readonly memberCooldownMs: number;
  /** 0: no limit. */
  readonly guildDailyTokens: number;
  /** Of feeds and pages: after this long only title and link are kept. */
  readonly keepTextMs: number;
  /** Undefined: neither health nor metrics are served. */
  readonly http: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: LogLevel;
}

const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_TEXT_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Reads the bot's settings and those that it shares. Throws a `ConfigError` that names every variable that is wrong. */
export function parseBotConfig(environment: Readonly<Record<string, string | undefined>>): BotConfig {
  const shared = tryParse(() => parseConfig(environment));
  const bot = botSettingsSchema.safeParse(environment);
  const settings = bot.data;
  const problems = [
    ...(shared.problem === undefined ? [] : [shared.problem]),
    ...(bot.success ? [] : [`bad settings: ${describeIssues(bot.error)}`]),
    ...(settings ? findContradictions(settings) : []),
    ...findMissing(environment),
  ];
  if (problems.length > 0 || !shared.config || !settings) throw new ConfigError(problems.join("; "));
  return {
    ...shared.config,
    discord: {
      token: settings.DISCORD_TOKEN ?? "",
      applicationId: settings.DISCORD_APPLICATION_ID ?? "",
      apiUrl: settings.DISCORD_API_URL,
      shards: settings.SHARDS ?? "auto",
    },
    memberCooldownMs: 1000 * (settings.MEMBER_COOLDOWN_SECONDS ?? 0),
    guildDailyTokens: settings.GUILD_DAILY_TOKENS ?? 0,
    keepTextMs: DAY_MS * (settings.KEEP_TEXT_DAYS ?? DEFAULT_TEXT_DAYS),
    interactions: readInteractions(settings),
    http:
      settings.HTTP_PORT === undefined
        ? undefined
        : { host: settings.HTTP_HOST ?? DEFAULT_HOST, port: settings.HTTP_PORT },
    logLevel: settings.LOG_LEVEL ?? "info",
  };
}

type BotSettings = z.infer<typeof botSettingsSchema>;

function readInteractions({
  INTERACTIONS_PORT: port,
  HTTP_HOST: host = DEFAULT_HOST,
  DISCORD_PUBLIC_KEY: publicKey,
}: BotSettings): BotConfig["interactions"] {
  return port === undefined || publicKey === undefined ? undefined : { host, port, publicKey };
}

/** What fits its variable and still can't work together with the others. */
function findContradictions(settings: BotSettings): string[] {
  const { SHARDS, INTERACTIONS_PORT: port, DISCORD_PUBLIC_KEY: key } = settings;
  return [
    ...(port !== undefined && key === undefined
      ? ["INTERACTIONS_PORT needs DISCORD_PUBLIC_KEY: it is on the application's page"]
      : []),
    ...(SHARDS === "none" && port === undefined
      ? ["SHARDS=none needs INTERACTIONS_PORT: over the gateway nothing would come"]
      : []),
  ];
}

function tryParse(parse: () => Config): { readonly config?: Config; readonly problem?: string } {
  try {
    return { config: parse() };
  } catch (error) {
    if (error instanceof ConfigError) return { problem: error.message };
    throw error;
  }
}

function findMissing(environment: Readonly<Record<string, string | undefined>>): string[] {
  const missing = (["DISCORD_TOKEN", "DISCORD_APPLICATION_ID"] as const).filter((name) => !environment[name]);
  if (missing.length === 0) return [];
  return [
    `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set: take them from your application's page at ` +
      'https://discord.com/developers/applications (npm run ask -- "your question" works without Discord)',
  ];
}
