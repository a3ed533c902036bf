import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  PermissionFlagsBits,
} from "discord.js";
import { onTestFinished } from "vitest";
import type { Limits } from "../../src/local-discord/limits.ts";
import type { LocalDiscord } from "../../src/local-discord/server.ts";
import { startLocalDiscord } from "../../src/local-discord/server.ts";

/** A local Discord with one server: an owner, a moderator and a member in one channel. Closed after the test. */
export async function createScene(limits: Partial<Limits> = {}) {
  const discord = await startLocalDiscord({ port: 0, limits });
  onTestFinished(() => discord.close());
  const [owner, moderator, member] = ["Ada", "Mo", "Mia"].map((name) => discord.addUser(name));
  if (!owner || !moderator || !member) throw new Error("three people were asked for");
  const guild = discord.addGuild({
    name: "Harbour",
    locale: "de",
    members: [
      { user: owner },
      { user: moderator, permissions: PermissionFlagsBits.ManageGuild },
      { user: member },
    ],
  });
  const channelId = guild.channels[0]?.id ?? "";
  const place = { guildId: guild.id, channelId };
  return {
    discord,
    guild,
    channelId,
    mia: discord.person({ ...place, userId: member.id, locale: "fr" }),
    mo: discord.person({ ...place, userId: moderator.id }),
    ada: discord.person({ ...place, userId: owner.id }),
  };
}

/** What a bot of these tests does with each interaction. */
export type Handler = (interaction: Interaction) => Promise<unknown>;

interface BotSetup extends Partial<Omit<ClientOptions, "rest">> {
  readonly rest?: ClientOptions["rest"];
  readonly onInteraction?: Handler;
}

/** A discord.js client that is not logged in yet. Destroyed after the test. */
export function createBot(discord: LocalDiscord, { onInteraction, rest, ...options }: BotSetup = {}) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // Without it discord.js spreads logins over seconds, which is right towards Discord and slow here.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
    rest: { api: discord.apiUrl, ...rest },
    ...options,
  });
  onTestFinished(() => client.destroy());
  const failures: unknown[] = [];
  client.on(Events.Error, (error) => failures.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    onInteraction?.(interaction).catch((error) => failures.push(error));
  });
  return { client, failures };
}

/** A discord.js client that is ready, with these commands registered globally. */
export async function startBot(discord: LocalDiscord, commands: readonly object[], setup: BotSetup = {}) {
  const bot = createBot(discord, setup);
  const ready = new Promise((resolve) => bot.client.once(Events.ClientReady, resolve));
  await bot.client.login(discord.token);
  await ready;
  await bot.client.rest.put(`/applications/${discord.applicationId}/commands`, { body: commands });
  return bot;
}

/** The code of Discord's JSON error that a call of discord.js rejects with; undefined if it does not. */
export const errorCode = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
};

/** Calls the REST API as the bot, without discord.js: for payloads that its builders would not make. */
export async function callRest(discord: LocalDiscord, method: string, path: string, body?: unknown) {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
