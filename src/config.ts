import { z } from "zod";

/** A setting that may be missing. An empty variable is an unset one: that is how `.env.example` is copied. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** An address of a server. */
export const url = z.url({ protocol: /^https?$/, error: "has to be an http(s) address" });

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
      .refine((value) => !/^[a-z]+:\/\//i.test(value), "has to be a file: PostgreSQL is not supported yet"),
  ),
  SEEDS_DIR: optional(z.string()),
});

/** What the environment asks for, with the defaults filled in and `auto` decided. */
export interface Config {
  readonly openai: { readonly apiKey: string | undefined; readonly baseURL: string | undefined };
  /** Undefined: answers are the sources' own sentences. */
  readonly chatModel: string | undefined;
  readonly embeddings:
    | { readonly kind: "openai"; readonly model: string }
    | { readonly kind: "local" | "none" };
  readonly databaseFile: string;
  readonly seedsDir: string;
}

/** Bad settings: one line for each, naming the variable and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const DEFAULT_CHAT_MODEL = "gpt-5-mini";
const DEFAULT_EMBEDDING_MODEL = "text-embedding-3-small";

/** Reads the settings. Throws a `ConfigError` that names every variable that is wrong. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) throw new ConfigError(`bad settings: ${describeIssues(parsed.error)}`);
  const settings = parsed.data;
  const problems: string[] = [];
  // A server at home has an address and no key; OpenAI has a key and its own address.
  const hasProvider = settings.OPENAI_API_KEY !== undefined || settings.OPENAI_BASE_URL !== undefined;
  if (!hasProvider) {
    if (settings.ANSWERS === "model") problems.push("ANSWERS=model");
    if (settings.EMBEDDINGS === "openai") problems.push("EMBEDDINGS=openai");
  }
  if (problems.length > 0) {
    throw new ConfigError(
      `${problems.join(" and ")} needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own`,
    );
  }
  const isOpenAi = settings.OPENAI_BASE_URL === undefined;
  const chatModel = settings.OPENAI_CHAT_MODEL ?? (isOpenAi ? DEFAULT_CHAT_MODEL : undefined);
  const wantsModel = hasProvider && settings.ANSWERS !== "extractive";
  if (wantsModel && chatModel === undefined) {
    throw new ConfigError(
      "OPENAI_CHAT_MODEL has to name a model of the server at OPENAI_BASE_URL, or set ANSWERS=extractive",
    );
  }
  return {
    openai: { apiKey: settings.OPENAI_API_KEY, baseURL: settings.OPENAI_BASE_URL },
    chatModel: wantsModel ? chatModel : undefined,
    embeddings: chooseEmbeddings(settings, isOpenAi),
    databaseFile: settings.DATABASE_URL ?? "data/on-record.sqlite",
    seedsDir: settings.SEEDS_DIR ?? "seeds",
  };
}

/** Every bad variable and what it has to be, on one line. */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
}

/** `auto` is the provider's embeddings where their model is known, else the offline ones. */
function chooseEmbeddings(settings: z.infer<typeof settingsSchema>, isOpenAi: boolean): Config["embeddings"] {
  const { EMBEDDINGS = "auto", OPENAI_EMBEDDING_MODEL: named, OPENAI_API_KEY: key } = settings;
  if (EMBEDDINGS === "none" || EMBEDDINGS === "local") return { kind: EMBEDDINGS };
  const canAsk = isOpenAi ? key !== undefined : named !== undefined;
  if (EMBEDDINGS === "auto" && !canAsk) return { kind: "local" };
  if (!isOpenAi && named === undefined) {
    throw new ConfigError("OPENAI_EMBEDDING_MODEL has to name a model of the server at OPENAI_BASE_URL");
  }
  return { kind: "openai", model: named ?? DEFAULT_EMBEDDING_MODEL };
}
