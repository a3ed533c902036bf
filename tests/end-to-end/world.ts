import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { flattenComponents, type Message, textsOf } from "../../src/local-discord/messages.ts";
import { type LocalDiscord, startLocalDiscord } from "../../src/local-discord/server.ts";
import { startTestPostgres } from "../support/postgres/test-postgres.ts";
import { writeArticles } from "./articles.ts";
import { type BotProcess, startBotProcess } from "./bot-process.ts";
import { type Model, startModel } from "./model.ts";

/** Starting a process takes its time on a busy machine. */
export const PROCESS_TIMEOUT_MS = 60_000;

export interface WorldOptions {
  /** Added to those that every test needs. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly limits?: Parameters<typeof startLocalDiscord>[0]["limits"];
  /** Whether the bot has a language model, on this machine. Default: it has none. */
  readonly hasModel?: boolean;
  /** Where the bot keeps what it has. Default: what `TEST_STORE` names, else SQLite. */
  readonly store?: "SQLite" | "PostgreSQL";
}

// biome-ignore lint/style/noProcessEnv: `npm run test:postgres` has every end-to-end test run on PostgreSQL.
const DEFAULT_STORE = process.env.TEST_STORE === "PostgreSQL" ? "PostgreSQL" : "SQLite";

/** A local Discord with two servers, a folder of articles, a model, and the real bot among them. */
export interface World {
  readonly discord: LocalDiscord;
  readonly model: Model;
  readonly seeds: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  /** A member of the first server; a moderator of it; and a member of the second one. */
  readonly mia: Person;
  readonly mo: Person;
  readonly ines: Person;
  readonly guildId: string;
  /** Starts the bot, and waits until it is ready and has read its sources. */
  startBot(settings?: Readonly<Record<string, string>>): Promise<BotProcess>;
  close(): Promise<void>;
}

type Person = ReturnType<LocalDiscord["person"]>;

/** Creates everything but the bot. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { settings, limits, hasModel = false, store = DEFAULT_STORE } = options;
  const folder = await mkdtemp(join(tmpdir(), "on-record-world-"));
  const seeds = join(folder, "seeds");
  await writeArticles(seeds);
  const discord = await startLocalDiscord({ port: 0, ...(limits ? { limits } : {}) });
  const model = await startModel();
  const postgres = store === "PostgreSQL" ? await startTestPostgres() : undefined;
  const people = createPeople(discord);
  const bots: BotProcess[] = [];
  const all = {
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: (await postgres?.createSchema()) ?? join(folder, "data", "news.sqlite"),
    SEEDS_DIR: seeds,
    EMBEDDINGS: "none",
    HTTP_PORT: "0",
    ...(hasModel ? { OPENAI_BASE_URL: model.baseURL, OPENAI_CHAT_MODEL: "test-model" } : {}),
    ...settings,
  };
  return {
    ...people,
    discord,
    model,
    folder,
    seeds,
    settings: all,
    async startBot(more = {}) {
      const bot = startBotProcess({ settings: { ...all, ...more }, cwd: folder });
      bots.push(bot);
      await bot.logged(({ event }) => event === "ready");
      await bot.logged(({ event }) => event === "source read");
      return bot;
    },
    async close() {
      for (const bot of bots) bot.kill("SIGKILL");
      await Promise.all(bots.map((bot) => bot.ended()));
      await discord.close();
      await model.close();
      await postgres?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createPeople(discord: LocalDiscord) {
  const [mia, mo, ines] = ["Mia", "Mo", "Ines"].map((name) => discord.addUser(name));
  if (!mia || !mo || !ines) throw new Error("three people were asked for");
  const owner = discord.addUser("Ada");
  const harbour = discord.addGuild({
    name: "Harbour",
    members: [{ user: owner }, { user: mo, permissions: PermissionFlagsBits.ManageGuild }, { user: mia }],
  });
  const island = discord.addGuild({ name: "Island", members: [{ user: owner }, { user: ines }] });
  const at = (guild: typeof harbour, userId: string) =>
    discord.person({ guildId: guild.id, channelId: guild.channels[0]?.id ?? "", userId });
  return {
    mia: at(harbour, mia.id),
    mo: at(harbour, mo.id),
    ines: at(island, ines.id),
    guildId: harbour.id,
  };
}

/** What people read in a message. */
export const textOf = (message: Message): string => textsOf(message).join("\n");

/** The id of a message's button. Throws when there is none. */
export function buttonOf(message: Message, action: "receipts" | "follow-up"): string {
  const ids = flattenComponents(message.components).map(({ custom_id }) => custom_id ?? "");
  const found = ids.find((id) => id.startsWith(`${action}:`));
  if (found === undefined) throw new Error(`the message has no button ${action}: ${ids}`);
  return found;
}

/** A message that will not be edited any more: the end of an answer. Progress has no line about the sources. */
export const isWhole = (message: Message): boolean =>
  !textOf(message).includes("checking the next statement");

/** The sources whose reading nobody has ended; in a PostgreSQL, none are looked for. */
export function unfinishedReadings({ folder, settings }: World): unknown[] {
  if (settings.DATABASE_URL !== join(folder, "data", "news.sqlite")) return [];
  const database = new DatabaseSync(join(folder, "data", "news.sqlite"));
  try {
    return database.prepare("select name from leases where name like 'source %'").all();
  } finally {
    database.close();
  }
}

/** What SQLite finds in the store's file. */
export function integrityOf({ folder, settings }: World): unknown {
  if (settings.DATABASE_URL !== join(folder, "data", "news.sqlite")) return "ok";
  const database = new DatabaseSync(join(folder, "data", "news.sqlite"));
  try {
    return database.prepare("pragma integrity_check").get()?.integrity_check;
  } finally {
    database.close();
  }
}
