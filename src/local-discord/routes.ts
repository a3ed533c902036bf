import { MessageCreateRequestSchema } from "discord-api-spec/zod";
import { apiApplication, apiMessage, apiUser } from "./api-objects.ts";
import { answerInteraction } from "./callbacks.ts";
import type { Core } from "./core.ts";
import type { Interaction } from "./interactions.ts";
import { type Attachment, isEphemeral, isLoading } from "./messages.ts";
import { readMessage } from "./read-message.ts";
import { found, invalidForm, type RestResult, refused } from "./rest-result.ts";
import { findChannel } from "./state.ts";
import { deleteMessage, editMessage, followUp, getMessage, type WebhookRequest } from "./webhooks.ts";

/** A call, with its body read. */
export interface RestCall {
  /** The parts of the path by their names in the template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly payload: unknown;
  readonly files: readonly Attachment[];
}

/** https://docs.discord.com/developers/events/gateway#session-start-limit-object */
const MAX_IDENTIFIES_A_DAY = 1000;
const DAY_MS = 86_400_000;

type Handler = (core: Core, call: RestCall) => RestResult;

/** Every route there is, by method and template; what is not here is answered with 404. */
export const ROUTES = {
  "GET /gateway": ({ gateway }) => found({ url: gateway.url() }),
  "GET /gateway/bot": (core) => found(describeGateway(core)),
  "GET /users/@me": ({ state }) => found(apiUser(state.bot)),
  "GET /applications/@me": ({ state }) => found(apiApplication(state)),
  "GET /oauth2/applications/@me": ({ state }) => found(apiApplication(state)),
  "GET /applications/{application}/commands": listCommands,
  "PUT /applications/{application}/commands": replaceCommands,
  "GET /applications/{application}/guilds/{guild}/commands": listCommands,
  "PUT /applications/{application}/guilds/{guild}/commands": replaceCommands,
  "POST /interactions/{interaction}/{token}/callback": answerCallback,
  "POST /webhooks/{application}/{token}": (core, call) => followUp(core, webhookRequest(call)),
  "GET /webhooks/{application}/{token}/messages/{message}": (core, call) =>
    getMessage(core, webhookRequest(call)),
  "PATCH /webhooks/{application}/{token}/messages/{message}": (core, call) =>
    editMessage(core, webhookRequest(call)),
  "DELETE /webhooks/{application}/{token}/messages/{message}": (core, call) =>
    deleteMessage(core, webhookRequest(call)),
  "POST /channels/{channel}/messages": postInChannel,
} as const satisfies Record<string, Handler>;

/** The method and template of a route: what faults are planned for. */
export type Route = keyof typeof ROUTES;

const UNKNOWN_APPLICATION = refused(
  403,
  20012,
  "You are not authorized to perform this action on this application",
);
const MISSING_ACCESS = refused(403, 50001, "Missing Access");

const describeGateway = ({ gateway, limits }: Core) => ({
  url: gateway.url(),
  shards: limits.shards,
  session_start_limit: {
    total: MAX_IDENTIFIES_A_DAY,
    remaining: MAX_IDENTIFIES_A_DAY - gateway.identifies(),
    reset_after: DAY_MS,
    max_concurrency: limits.maxConcurrency,
  },
});

function listCommands({ state, commands }: Core, { params: { application, guild } }: RestCall): RestResult {
  if (application !== state.applicationId) return UNKNOWN_APPLICATION;
  return found(
    commands.list(guild).map((command) => ({ ...command, application_id: application, guild_id: guild })),
  );
}

function replaceCommands(core: Core, call: RestCall): RestResult {
  const { application, guild } = call.params;
  if (application !== core.state.applicationId) return UNKNOWN_APPLICATION;
  if (guild !== undefined && !core.state.guilds.has(guild)) return MISSING_ACCESS;
  const problems = core.commands.replace(call.payload, guild);
  return problems.length > 0 ? invalidForm(problems) : listCommands(core, call);
}

function answerCallback(core: Core, { params, query, payload, files }: RestCall): RestResult {
  const { interaction: interactionId = "", token = "" } = params;
  const result = answerInteraction(core, { interactionId, token, payload, files });
  const interaction = core.interactions.find(interactionId);
  const isWanted = result.status === 204 && query.get("with_response") === "true";
  return isWanted && interaction ? found(describeResponse(core, interaction)) : result;
}

function describeResponse({ state, messages }: Core, { id, type, response }: Interaction) {
  const message = messages.find(response?.originalId ?? "");
  return {
    interaction: {
      id,
      type,
      response_message_id: message?.id,
      response_message_loading: message && isLoading(message),
      response_message_ephemeral: message && isEphemeral(message),
    },
    resource: { type: response?.type, message: message && apiMessage(state, message) },
  };
}

const webhookRequest = ({ params, payload, files }: RestCall): WebhookRequest => ({
  token: params.token ?? "",
  messageId: params.message ?? "",
  payload,
  files,
});

function postInChannel({ state, messages }: Core, { params, payload, files }: RestCall): RestResult {
  const place = findChannel(state, params.channel ?? "");
  if (!place) return refused(404, 10003, "Unknown Channel");
  const read = readMessage({ schema: MessageCreateRequestSchema, payload, files, sender: "message" });
  if ("refusal" in read) return read.refusal;
  const where = { id: state.nextId(), guildId: place.guild.id, channelId: place.channel.id };
  return found(apiMessage(state, messages.create(where, read.body)));
}
