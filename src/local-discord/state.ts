import { PermissionFlagsBits } from "discord-api-types/v10";

const DISCORD_EPOCH_MS = 1_420_070_400_000;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
}

export interface Member {
  readonly user: User;
  /** `PermissionFlagsBits` of Discord, added up. */
  readonly permissions: bigint;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
}

/** A server, as people call it. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  /** The language of the server: `en-US`, `de`. */
  readonly locale: string;
  readonly ownerId: string;
  readonly channels: readonly Channel[];
  readonly members: readonly Member[];
  /** Commands whose default permissions the owner has lifted for everyone. */
  readonly openCommands: Set<string>;
}

/** What a test or a page says about a new server; its first member owns it. */
export interface GuildSetup {
  readonly name: string;
  readonly locale?: string;
  readonly channels?: readonly string[];
  readonly members: readonly { readonly user: User; readonly permissions?: bigint }[];
}

/** The application, its bot, the people and the servers. */
export interface State {
  readonly applicationId: string;
  readonly bot: User;
  readonly token: string;
  readonly guilds: ReadonlyMap<string, Guild>;
  addUser(name: string): User;
  addGuild(setup: GuildSetup): Guild;
  /** A new snowflake: ids grow with time, and never repeat. */
  nextId(): string;
}

/** What members may do unless their server says otherwise. */
export const MEMBER_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseApplicationCommands;

/** Creates a Discord with one application and no servers. */
export function createState(token: string): State {
  const guilds = new Map<string, Guild>();
  let count = 0n;

  const nextId = () => {
    count += 1n;
    return String((BigInt(Date.now() - DISCORD_EPOCH_MS) << 22n) + count);
  };
  const addUser = (name: string, isBot = false): User => ({ id: nextId(), name, isBot });
  const bot = addUser("On Record", true);

  return {
    // Discord gives an application and its bot the same id.
    applicationId: bot.id,
    bot,
    token,
    guilds,
    nextId,
    addUser: (name) => addUser(name),
    addGuild({ name, locale = "en-US", channels = ["general"], members }) {
      const [owner] = members;
      if (!owner) throw new Error(`the server "${name}" needs a member: somebody owns it`);
      const guild: Guild = {
        id: nextId(),
        name,
        locale,
        ownerId: owner.user.id,
        channels: channels.map((channel) => ({ id: nextId(), name: channel })),
        members: [...members, { user: bot }].map((member) => ({
          permissions: MEMBER_PERMISSIONS,
          ...member,
        })),
        openCommands: new Set(),
      };
      guilds.set(guild.id, guild);
      return guild;
    },
  };
}

/** The server that a channel belongs to. */
export function findChannel(state: State, channelId: string): { guild: Guild; channel: Channel } | undefined {
  for (const guild of state.guilds.values()) {
    const channel = guild.channels.find(({ id }) => id === channelId);
    if (channel) return { guild, channel };
  }
  return undefined;
}

const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, permission) => all | permission, 0n);

/** What a member may do in their server, added up. Owners and administrators may do everything. */
export function permissionsOf({ ownerId }: Guild, { user, permissions }: Member): bigint {
  const mayAll = user.id === ownerId || (permissions & PermissionFlagsBits.Administrator) !== 0n;
  return mayAll ? ALL_PERMISSIONS : permissions;
}

/** Whether a member has every one of the permissions. */
export function hasPermissions(guild: Guild, member: Member, needed: bigint): boolean {
  return (permissionsOf(guild, member) & needed) === needed;
}
