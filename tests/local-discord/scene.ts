import { PermissionFlagsBits } from "discord-api-types/v10";
import { onTestFinished } from "vitest";
import type { Limits } from "../../src/local-discord/limits.ts";
import { type LocalDiscord, startLocalDiscord } from "../../src/local-discord/server.ts";

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
