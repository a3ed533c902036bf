import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from "discord.js";
import { expect, onTestFinished } from "vitest";
import type { LocalDiscord } from "../../src/local-discord/server.ts";

/** What a bot of these tests does with each interaction. */
type Handler = (interaction: Interaction) => Promise<unknown>;

interface BotSetup extends Partial<Omit<ClientOptions, "rest">> {
  readonly rest?: ClientOptions["rest"];
  readonly onInteraction?: Handler;
}

/** A discord.js client that is not logged in yet. After the test it is destroyed, and nothing may have failed in it. */
export function createBot(discord: LocalDiscord, { onInteraction, rest, ...options }: BotSetup = {}) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // Without it discord.js spreads logins over seconds, which is right towards Discord and slow here.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
    rest: { api: discord.apiUrl, ...rest },
    ...options,
  });
  const failures: unknown[] = [];
  onTestFinished(async () => {
    await client.destroy();
    expect(failures).toEqual([]);
  });
  client.on(Events.Error, (error) => failures.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    onInteraction?.(interaction).catch((error) => failures.push(error));
  });
  return { client };
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
