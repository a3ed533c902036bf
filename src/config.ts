import { z } from "zod";
import { isPostgres, isReadable } from "./store/address.ts";

/** A setting that may be missing. An empty variable is an unset one: that is how `.env.example` is copied. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (String(value ?? "").trim() === "" ? undefined : value), schema.optional());

/** Reads `0` as a number, and `1e3`, `0x10` or `-1` as a mistake. */
export const wholeNumber = (what: string, { min = 0, max = 999_999_999 } = {}) =>
  optional(
    z
      .string()
      .regex(/^\d{1,9}$/, `has to be ${what}`)
      .transform(Number)
      .refine((value) => min <= value && value <= max, `has to be ${what}`),
  );

/** Discord lets a reply be edited for 15 minutes; nobody waits that long for an answer. */
const MAX_ANSWER_SECONDS = 600;

/** An address of a server. */
export const url = z.url({ protocol: /^https?$/, error: "has to be an http(s) address" });

/** No name: it could come to mean another place. */
const isOriginWithAddress = (value: string) =>
  /^http:\/\/[\d.]+(?::\d+)?$/.test(value) && URL.canParse(value);

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +02:00 pass in Node, and know nothing of summer.
    return /^[a-z]/i.test(new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone);
  } catch {
    return false;
  }
}

/**
 * The settings of the terminal and the bot alike, as the environment spells them. `.env.example` and the README's
 * table list these and the bot's own (`bot-config.ts`); a test holds them together.
 */
export const settingsSchema = z.object({
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(url),
  OPENAI_CHAT_MODEL: optional(z.string()),
  OPENAI_EMBEDDING_MODEL: optional(z.string()),
  ANSWERS: optional(
    z.enum(["auto", "model", "extractive"], { error: "has to be auto, model or extractive" }),
  ),
  EMBEDDINGS: optional(
    z.enum(["auto", "openai", "local", "none"], { error: "has to be auto, openai, local or none" }),
  ),
  DATABASE_URL: optional(
    z
      .string()
      .refine(
        (value) => !/^[a-z]+:\/\//i.test(value) || (isPostgres(value) && isReadable(value)),
        "has to be a file, or postgres://user:password@host:port/database (@, /, # and % in a password: %40, %2F, %23, %25)",
      ),
  ),
  DATABASE_CONNECTIONS: optional(
    z
      .string()
      .regex(/^[1-9]\d{0,2}$/, "has to be a number of connections from 1 to 999")
      .transform(Number),
  ),
  SEEDS_DIR: optional(z.string()),
  FEEDS_FILE: optional(z.string()),
  TIME_ZONE: optional(z.string().refine(isTimeZone, "has to be an IANA time zone such as Europe/Berlin")),
  TRUSTED_ORIGIN: optional(
    z
      .string()
      .refine(
        isOriginWithAddress,
        "has to be like http://127.0.0.1:4173: an address, and nothing after the port",
      ),
  ),
  ANSWER_TIMEOUT_SECONDS: wholeNumber(`a number of seconds from 1 to ${MAX_ANSWER_SECONDS}`, {
    min: 1,
    max: MAX_ANSWER_SECONDS,
  }),
  CONTACT: optional(
    z
      .string()
      .max(200, "has to be at most 200 characters long")
      .regex(/^[\x20-\x7e]+$/, "has to be an address in plain letters"),
  ),
});

/** What the environment asks for, with the defaults filled in and `auto` decided. */
export interface Config {
  readonly openai: { readonly apiKey: string | undefined; readonly baseURL: string | undefined };
  /** Undefined: answers are the sources' own sentences. */
  readonly chatModel: string | undefined;
  readonly embeddings:
    | { readonly kind: "openai"; readonly model: string }
    | { readonly kind: "local" | "none" };
  /** A file, or a PostgreSQL database's address, which may hold a password. */
  readonly databaseUrl: string;
  /** How many connections to PostgreSQL this process keeps at most. */
  readonly databaseConnections: number;
  readonly seedsDir: string;
  /** The list of the house's feeds; undefined: none. */
  readonly feedsFile: string | undefined;
  /** Read besides the public internet: `http://127.0.0.1:4173`. */
  readonly trustedOrigin: string | undefined;
  /** Where publishers can reach whoever runs this: an address or a page, told with every request. */
  readonly contact: string | undefined;
  /** A question that takes longer ends in an apology; the model gets most of it. */
  readonly answerTimeoutMs: number;
  /** Where days begin and end: an IANA name. */
  readonly timeZone: string;
}

/** Bad settings: one line for each, naming the variable and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** A question makes a few searches at once; PostgreSQL lets 100 connections in unless it is told otherwise. */
const DEFAULT_CONNECTIONS = 10;
const DEFAULT_ANSWER_SECONDS = 60;
const DEFAULT_CHAT_MODEL = "gpt-5-mini";
const DEFAULT_EMBEDDING_MODEL = "text-embedding-3-small";

/** Reads the settings. Throws a `ConfigError` that names every variable that is wrong. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) throw new ConfigError(`bad settings: ${describeIssues(parsed.error)}`);
  const settings = parsed.data;
  const problems = findProblems(settings);
  if (problems.length > 0) throw new ConfigError(`bad settings: ${problems.join("; ")}`);

  return {
    openai: { apiKey: settings.OPENAI_API_KEY, baseURL: settings.OPENAI_BASE_URL },
    chatModel: chooseChatModel(settings),
    embeddings: chooseEmbeddings(settings),
    databaseUrl: settings.DATABASE_URL ?? "data/on-record.sqlite",
    databaseConnections: settings.DATABASE_CONNECTIONS ?? DEFAULT_CONNECTIONS,
    seedsDir: settings.SEEDS_DIR ?? "seeds",
    feedsFile: settings.FEEDS_FILE,
    trustedOrigin: settings.TRUSTED_ORIGIN,
    contact: settings.CONTACT,
    answerTimeoutMs: 1000 * (settings.ANSWER_TIMEOUT_SECONDS ?? DEFAULT_ANSWER_SECONDS),
    timeZone: settings.TIME_ZONE ?? "UTC",
  };
}

/** Every bad variable and what it has to be, on one line. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
}

type Settings = z.infer<typeof settingsSchema>;

/** A server at home has an address and no key; OpenAI has a key and its own address. */
function hasProvider({ OPENAI_API_KEY: key, OPENAI_BASE_URL: address }: Settings): boolean {
  return key !== undefined || address !== undefined;
}

/** What fits its variable and still can't work together with the others. */
function findProblems(settings: Settings): string[] {
  const { ANSWERS, EMBEDDINGS } = settings;
  if (!hasProvider(settings)) {
    const needs = "needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own";
    return [
      ...(ANSWERS === "model" ? [`ANSWERS=model ${needs}`] : []),
      ...(EMBEDDINGS === "openai" ? [`EMBEDDINGS=openai ${needs}`] : []),
    ];
  }
  if (settings.OPENAI_BASE_URL === undefined) return [];
  const named = "has to name a model of the server at OPENAI_BASE_URL";
  return [
    ...(ANSWERS !== "extractive" && settings.OPENAI_CHAT_MODEL === undefined
      ? [`OPENAI_CHAT_MODEL ${named}, or set ANSWERS=extractive`]
      : []),
    ...(EMBEDDINGS === "openai" && settings.OPENAI_EMBEDDING_MODEL === undefined
      ? [`OPENAI_EMBEDDING_MODEL ${named}`]
      : []),
  ];
}

function chooseChatModel(settings: Settings): string | undefined {
  if (!hasProvider(settings) || settings.ANSWERS === "extractive") return undefined;
  return settings.OPENAI_CHAT_MODEL ?? DEFAULT_CHAT_MODEL;
}

/** `auto` is the provider's embeddings where their model is known, else the offline ones. */
function chooseEmbeddings(settings: Settings): Config["embeddings"] {
  const { EMBEDDINGS = "auto", OPENAI_BASE_URL: address, OPENAI_EMBEDDING_MODEL: named } = settings;
  if (EMBEDDINGS === "none" || EMBEDDINGS === "local") return { kind: EMBEDDINGS };
  const isModelKnown = address === undefined || named !== undefined;
  if (!hasProvider(settings) || !isModelKnown) return { kind: "local" };
  return { kind: "openai", model: named ?? DEFAULT_EMBEDDING_MODEL };
}
