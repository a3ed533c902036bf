import { InteractionContextType, type InteractionType } from "discord-api-types/v10";
import { apiChannel, apiMember, apiMessage } from "./api-objects.ts";
import { answerInteraction, type CallbackRequest } from "./callbacks.ts";
import type { Core } from "./core.ts";
import type { Message } from "./messages.ts";
import { type Guild, MEMBER_PERMISSIONS, type Member } from "./state.ts";

const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

/** A request over HTTP may be answered with the first response itself. */
function takeAnswer(core: Core, answer: Omit<CallbackRequest, "files">): void {
  if (answer.payload !== undefined) answerInteraction(core, { ...answer, files: [] });
}

/** Somebody in a channel of a server, with the language of their app. */
export interface Presence {
  readonly guild: Guild;
  readonly channelId: string;
  readonly member: Member;
  readonly locale: string;
}

/** What somebody did, as `data` of the interaction describes it. */
export interface Action {
  readonly type: InteractionType;
  readonly data: unknown;
  readonly commandName?: string;
  /** The message with the button, also for the form that the button has opened. */
  readonly source?: Message | undefined;
}

/**
 * Tells the bot what somebody did, and returns the interaction's id.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function openInteraction(core: Core, presence: Presence, action: Action): string {
  const { state, interactions, gateway } = core;
  const { guild, channelId, member, locale } = presence;
  const { type, data, commandName, source } = action;
  const { id, token } = interactions.open({
    id: state.nextId(),
    type,
    guildId: guild.id,
    channelId,
    userId: member.user.id,
    ...(commandName !== undefined && { commandName }),
    ...(source && { sourceMessageId: source.id }),
  });
  const payload = {
    id,
    token,
    type,
    version: 1,
    application_id: state.applicationId,
    data,
    ...(source && { message: apiMessage(state, source) }),
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    channel_id: channelId,
    channel: apiChannel(guild, channelId),
    member: apiMember(guild, member),
    app_permissions: String(MEMBER_PERMISSIONS),
    locale,
    guild_locale: guild.locale,
    entitlements: [],
    authorizing_integration_owners: { 0: guild.id },
    context: InteractionContextType.Guild,
    attachment_size_limit: MAX_ATTACHMENT_BYTES,
  };
  const delivery = core.endpoint.deliver(payload);
  if (delivery) void delivery.then((answer) => takeAnswer(core, { interactionId: id, token, ...answer }));
  else gateway.dispatch(guild.id, "INTERACTION_CREATE", payload);
  return id;
}
