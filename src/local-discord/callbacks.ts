import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from "discord-api-spec/zod";
import { InteractionResponseType, InteractionType, MessageFlags } from "discord-api-types/v10";
import { z } from "zod";
import type { Core } from "./core.ts";
import { findChoiceProblems, findModalProblems } from "./form-rules.ts";
import type { Interaction, InteractionResponse } from "./interactions.ts";
import { type Attachment, EMPTY_BODY, type MessageBody } from "./messages.ts";
import { choiceSchema, modalSchema } from "./payloads.ts";
import { findSchemaProblems, type Problem } from "./problems.ts";
import { readMessage } from "./read-message.ts";
import { invalidForm, nothing, type RestResult, refused } from "./rest-result.ts";

const { ChannelMessageWithSource, DeferredChannelMessageWithSource } = InteractionResponseType;
const { DeferredMessageUpdate, UpdateMessage, Modal, ApplicationCommandAutocompleteResult } =
  InteractionResponseType;

/** What may answer what. A message can only be updated where there is one: behind a button, or behind its form. */
const NEW_MESSAGE: readonly number[] = [ChannelMessageWithSource, DeferredChannelMessageWithSource];
const CHANGED_MESSAGE: readonly number[] = [DeferredMessageUpdate, UpdateMessage];

/** A first response, as it arrives at `POST /interactions/{id}/{token}/callback`. */
export interface CallbackRequest {
  readonly interactionId: string;
  readonly token: string;
  readonly payload: unknown;
  readonly files: readonly Attachment[];
}

type Outcome = { readonly response: InteractionResponse } | { readonly refusal: RestResult };

/** Takes a first response, once and in time. 204, as when `with_response` is not asked for. */
export function answerInteraction(core: Core, request: CallbackRequest): RestResult {
  const interaction = core.interactions.find(request.interactionId);
  if (interaction?.token !== request.token || interaction.phase === "unanswered") {
    return refused(404, 10062, "Unknown interaction");
  }
  if (interaction.phase === "answered") {
    return refused(400, 40060, "Interaction has already been acknowledged.");
  }
  const outcome = readCallback(core, interaction, request);
  if ("refusal" in outcome) return outcome.refusal;
  core.interactions.answer(interaction.id, outcome.response);
  return nothing;
}

const callbackSchema = z.object({ type: z.number() });

function readCallback(core: Core, interaction: Interaction, request: CallbackRequest): Outcome {
  const { success, data } = callbackSchema.safeParse(request.payload);
  if (!success || !allowedTypes(interaction).includes(data.type)) {
    const message = `Value must be one of (${allowedTypes(interaction).join(", ")}).`;
    return refuse([{ path: ["type"], code: "BASE_TYPE_CHOICES", message }]);
  }
  switch (data.type) {
    case ChannelMessageWithSource:
      return createMessage(core, interaction, request);
    case DeferredChannelMessageWithSource:
      return deferMessage(core, interaction, request);
    case DeferredMessageUpdate:
      return { response: { type: data.type, ...originalOf(interaction) } };
    case UpdateMessage:
      return updateMessage(core, interaction, request);
    case Modal:
      return openModal(request);
    default:
      return suggest(request);
  }
}

function allowedTypes({ type, sourceMessageId }: Interaction): readonly number[] {
  if (type === InteractionType.ApplicationCommandAutocomplete) return [ApplicationCommandAutocompleteResult];
  const changed = sourceMessageId ? CHANGED_MESSAGE : [];
  return [...NEW_MESSAGE, ...changed, ...(type === InteractionType.ModalSubmit ? [] : [Modal])];
}

const refuse = (problems: readonly Problem[]): Outcome => ({ refusal: invalidForm(problems) });

const originalOf = ({ sourceMessageId }: Interaction) =>
  sourceMessageId === undefined ? {} : { originalId: sourceMessageId };

function createMessage(core: Core, interaction: Interaction, { payload, files }: CallbackRequest): Outcome {
  const schema = CreateMessageInteractionCallbackRequestSchema;
  const read = readMessage({ schema, payload, path: ["data"], files, sender: "interaction" });
  if ("refusal" in read) return read;
  const { id } = postMessage(core, interaction, read.body);
  return { response: { type: ChannelMessageWithSource, originalId: id } };
}

const deferralSchema = z.object({ data: z.object({ flags: z.number().nullish() }).nullish() });

function deferMessage(core: Core, interaction: Interaction, { payload }: CallbackRequest): Outcome {
  const problems = findSchemaProblems(CreateMessageInteractionCallbackRequestSchema, payload);
  if (problems.length > 0) return refuse(problems);
  const flags = deferralSchema.parse(payload).data?.flags ?? 0;
  if ((flags & ~MessageFlags.Ephemeral) !== 0) {
    const message = "A deferral takes no flag but EPHEMERAL";
    return refuse([{ path: ["data", "flags"], code: "INTERACTION_DEFERRAL_FLAGS", message }]);
  }
  const { id } = postMessage(core, interaction, { ...EMPTY_BODY, flags: flags | MessageFlags.Loading });
  return { response: { type: DeferredChannelMessageWithSource, originalId: id } };
}

function updateMessage(core: Core, interaction: Interaction, { payload, files }: CallbackRequest): Outcome {
  const before = core.messages.find(interaction.sourceMessageId ?? "");
  if (!before) return { refusal: refused(404, 10008, "Unknown Message") };
  const schema = UpdateMessageInteractionCallbackRequestSchema;
  const read = readMessage({ schema, payload, path: ["data"], files, before, sender: "interaction" });
  if ("refusal" in read) return read;
  core.messages.edit(before, read.body);
  return { response: { type: UpdateMessage, originalId: before.id } };
}

function openModal({ payload }: CallbackRequest): Outcome {
  const problems = findSchemaProblems(ModalInteractionCallbackRequestSchema, payload);
  if (problems.length > 0) return refuse(problems);
  const modal = z.object({ data: modalSchema }).parse(payload).data;
  const broken = findModalProblems(modal);
  return broken.length > 0 ? refuse(broken) : { response: { type: Modal, modal } };
}

const suggestionsSchema = z.object({
  data: z.object({ choices: z.array(choiceSchema).nullish() }).nullish(),
});

function suggest({ payload }: CallbackRequest): Outcome {
  const problems = findSchemaProblems(ApplicationCommandAutocompleteCallbackRequestSchema, payload);
  if (problems.length > 0) return refuse(problems);
  const choices = suggestionsSchema.parse(payload).data?.choices ?? [];
  const broken = findChoiceProblems(choices);
  return broken.length > 0
    ? refuse(broken)
    : { response: { type: ApplicationCommandAutocompleteResult, choices } };
}

/** Posts a message of the bot that answers an interaction. */
export function postMessage({ messages, state }: Core, interaction: Interaction, body: MessageBody) {
  const { guildId, channelId, userId, commandName } = interaction;
  const invocation = {
    interactionId: interaction.id,
    userId,
    ...(commandName !== undefined && { commandName }),
  };
  return messages.create({ id: state.nextId(), guildId, channelId, invocation }, body);
}
