import { ChannelType, InteractionType, MessageType } from "discord-api-types/v10";
import type { Message } from "./messages.ts";
import {
  type Guild,
  MEMBER_PERMISSIONS,
  type Member,
  permissionsOf,
  type State,
  type User,
} from "./state.ts";

/** A person or the bot, as Discord's JSON has it. */
export const apiUser = ({ id, name, isBot }: User) => ({
  id,
  username: name.toLowerCase().replaceAll(" ", "-"),
  global_name: name,
  discriminator: "0",
  avatar: null,
  bot: isBot,
});

/** Somebody in a server. */
export const apiMember = (guild: Guild, member: Member) => ({
  user: apiUser(member.user),
  roles: [],
  joined_at: "2026-01-01T00:00:00.000000+00:00",
  deaf: false,
  mute: false,
  flags: 0,
  permissions: String(permissionsOf(guild, member)),
});

/** The application, as its bot may see it. */
export const apiApplication = ({ applicationId, bot }: State) => ({
  id: applicationId,
  name: bot.name,
  icon: null,
  description: "",
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: "",
  flags: 0,
  bot: apiUser(bot),
});

/** A text channel. */
export const apiChannel = (guild: Guild, channelId: string) => ({
  id: channelId,
  guild_id: guild.id,
  type: ChannelType.GuildText,
  name: guild.channels.find(({ id }) => id === channelId)?.name ?? "",
  position: 0,
  permission_overwrites: [],
  nsfw: false,
  topic: null,
  parent_id: null,
  last_message_id: null,
});

/** A server, as `GUILD_CREATE` brings it. It has no roles but the one that everyone has. */
export const apiGuild = (guild: Guild) => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  owner_id: guild.ownerId,
  preferred_locale: guild.locale,
  roles: [
    {
      id: guild.id,
      name: "@everyone",
      permissions: String(MEMBER_PERMISSIONS),
      position: 0,
      color: 0,
      hoist: false,
      managed: false,
      mentionable: false,
      flags: 0,
    },
  ],
  channels: guild.channels.map(({ id }) => apiChannel(guild, id)),
  members: guild.members.filter(({ user }) => user.isBot).map((bot) => apiMember(guild, bot)),
  member_count: guild.members.length,
  features: [],
  emojis: [],
  stickers: [],
  threads: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  unavailable: false,
});

/** A message of the bot. */
export const apiMessage = (state: State, message: Message) => ({
  id: message.id,
  channel_id: message.channelId,
  type: message.invocation?.commandName ? MessageType.ChatInputCommand : MessageType.Default,
  author: apiUser(state.bot),
  application_id: state.applicationId,
  webhook_id: message.invocation && state.applicationId,
  content: message.content,
  embeds: message.embeds.map((embed) => ({ type: "rich", ...embed })),
  components: message.components,
  attachments: message.attachments.map(({ name, bytes }, index) => ({
    id: String(index),
    filename: name,
    size: bytes,
    url: `attachment://${name}`,
    proxy_url: `attachment://${name}`,
  })),
  flags: message.flags,
  timestamp: new Date(message.createdAt).toISOString(),
  edited_timestamp:
    message.changedAt === message.createdAt ? null : new Date(message.changedAt).toISOString(),
  mention_everyone: message.pings.everyone,
  mentions: [],
  mention_roles: message.pings.roles,
  pinned: false,
  tts: false,
  interaction_metadata: message.invocation && {
    id: message.invocation.interactionId,
    type: InteractionType.ApplicationCommand,
    user: {
      id: message.invocation.userId,
      username: "",
      discriminator: "0",
      avatar: null,
      global_name: null,
    },
    authorizing_integration_owners: { 0: message.guildId },
  },
});
