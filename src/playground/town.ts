import { PermissionFlagsBits } from "discord-api-types/v10";
import { type LocalDiscord, startLocalDiscord } from "../local-discord/server.ts";
import type { Guild, User } from "../local-discord/state.ts";
import type { View } from "./protocol.ts";

/** A local Discord with two servers, and two people who are in both of them. */
export interface Town {
  readonly discord: LocalDiscord;
  readonly servers: readonly Guild[];
  readonly people: readonly (User & { readonly role: string })[];
  /** Somebody in a server's channel. Undefined where there is no such server or member. */
  findPerson(view: View): ReturnType<LocalDiscord["person"]> | undefined;
  /** Who owns a server: sets things up, and is not shown. */
  ownerOf(server: Guild): ReturnType<LocalDiscord["person"]>;
}

const CHANNEL = "newsroom";

/** Starts it on a free port of the loopback interface. */
export async function startTown(): Promise<Town> {
  const discord = await startLocalDiscord({ port: 0 });
  const owner = discord.addUser("Playground");
  const member = discord.addUser("Mia");
  const moderator = discord.addUser("Mo");
  const servers = ["Harbour Readers", "Island Club"].map((name) =>
    discord.addGuild({
      name,
      channels: [CHANNEL],
      members: [{ user: owner }, { user: member }, { user: moderator, permissions: MODERATOR_PERMISSIONS }],
    }),
  );
  const personIn = (server: Guild, userId: string) =>
    discord.person({ guildId: server.id, channelId: server.channels[0]?.id ?? "", userId });
  return {
    discord,
    servers,
    people: [
      { ...member, role: "member" },
      { ...moderator, role: "moderator" },
    ],
    findPerson({ serverId, personId }) {
      const server = servers.find(({ id }) => id === serverId);
      const isKnown = personId === member.id || personId === moderator.id;
      return server && isKnown ? personIn(server, personId) : undefined;
    },
    ownerOf: (server) => personIn(server, owner.id),
  };
}

const MODERATOR_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.ManageGuild;
