import {
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
} from "discord-api-spec/zod";
import { apiMessage } from "./api-objects.ts";
import { postMessage } from "./callbacks.ts";
import type { Core } from "./core.ts";
import type { Interaction } from "./interactions.ts";
import { type Attachment, isLoading, type Message } from "./messages.ts";
import { readMessage } from "./read-message.ts";
import { found, nothing, type RestResult, refused } from "./rest-result.ts";

/** A call that an interaction's token allows after the first response. */
export interface WebhookRequest {
  readonly token: string;
  /** An id, or `@original`. */
  readonly messageId?: string;
  readonly payload?: unknown;
  readonly files?: readonly Attachment[];
}

const UNKNOWN_MESSAGE = refused(404, 10008, "Unknown Message");

/** `POST /webhooks/{application}/{token}`: says something more. */
export function followUp(core: Core, { token, payload, files = [] }: WebhookRequest): RestResult {
  return withInteraction(core, token, (interaction) => {
    const original = core.messages.find(interaction.response?.originalId ?? "");
    // Discord takes the first follow-up to a deferral for the answer that it waits for.
    if (original && isLoading(original)) return edit(core, original, { token, payload, files });
    const schema = IncomingWebhookRequestPartialSchema;
    const read = readMessage({ schema, payload, files, sender: "interaction" });
    if ("refusal" in read) return read.refusal;
    const message = postMessage(core, interaction, read.body);
    core.interactions.addFollowUp(interaction.id, message.id);
    return found(apiMessage(core.state, message));
  });
}

/** `GET /webhooks/{application}/{token}/messages/{message}`. */
export const getMessage = (core: Core, request: WebhookRequest): RestResult =>
  withMessage(core, request, (message) => found(apiMessage(core.state, message)));

/** `PATCH /webhooks/{application}/{token}/messages/{message}`: also how a deferred reply gets its text. */
export const editMessage = (core: Core, request: WebhookRequest): RestResult =>
  withMessage(core, request, (message) => edit(core, message, request));

/** `DELETE /webhooks/{application}/{token}/messages/{message}`. */
export const deleteMessage = (core: Core, request: WebhookRequest): RestResult =>
  withMessage(core, request, (message) => {
    core.messages.remove(message);
    return nothing;
  });

function edit(core: Core, before: Message, { payload, files = [] }: WebhookRequest): RestResult {
  const schema = IncomingWebhookUpdateRequestPartialSchema;
  const read = readMessage({ schema, payload, files, before, sender: "interaction" });
  if ("refusal" in read) return read.refusal;
  return found(apiMessage(core.state, core.messages.edit(before, read.body)));
}

function withInteraction(
  core: Core,
  token: string,
  act: (interaction: Interaction) => RestResult,
): RestResult {
  const interaction = core.interactions.findByToken(token);
  if (interaction?.phase !== "answered") return refused(404, 10015, "Unknown Webhook");
  if (!interaction.isTokenAlive) return refused(401, 50027, "Invalid Webhook Token");
  return act(interaction);
}

function withMessage(core: Core, request: WebhookRequest, act: (message: Message) => RestResult): RestResult {
  return withInteraction(core, request.token, ({ response, followUpIds }) => {
    const own = [...followUpIds, response?.originalId];
    const id = request.messageId === "@original" ? response?.originalId : request.messageId;
    const message = own.includes(id) ? core.messages.find(id ?? "") : undefined;
    return message ? act(message) : UNKNOWN_MESSAGE;
  });
}
