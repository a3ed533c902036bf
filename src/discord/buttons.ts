import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from "discord.js";
import type { Proposal } from "../commands/command.ts";
import { MAX_QUESTION_CHARS } from "../commands/limits.ts";
import type { Words } from "./words/words.ts";

/** What a button or a form of this bot does, and the answer or the proposal that it belongs to. */
export interface Press {
  readonly action: (typeof ACTIONS)[number];
  readonly id: string;
}

const ACTIONS = ["receipts", "follow-up", "confirm", "cancel"] as const;

/** The one input of the follow-up form. */
export const FOLLOW_UP_INPUT = "question";

/** Discord's limit for the title and the label of a form. */
const MAX_LABEL_CHARS = 45;

/** The buttons under an answer. */
export function answerButtons(
  answerId: string,
  { words, canFollowUp }: { readonly words: Words; readonly canFollowUp: boolean },
): APIActionRowComponent<APIButtonComponentWithCustomId> {
  const button = (
    action: Press["action"],
    label: string,
    style: ButtonStyle.Primary | ButtonStyle.Secondary,
  ) => ({ type: ComponentType.Button, custom_id: `${action}:${answerId}`, label, style }) as const;
  return {
    type: ComponentType.ActionRow,
    components: [
      button("receipts", words.receipts, ButtonStyle.Primary),
      ...(canFollowUp ? [button("follow-up", words.followUp, ButtonStyle.Secondary)] : []),
    ],
  };
}

/** The buttons under a proposal. */
export function proposalButtons(
  proposalId: string,
  { label, isDestructive, words }: Pick<Proposal, "label" | "isDestructive"> & { readonly words: Words },
): APIActionRowComponent<APIButtonComponentWithCustomId> {
  const confirm = isDestructive ? ButtonStyle.Danger : ButtonStyle.Primary;
  return {
    type: ComponentType.ActionRow,
    components: [
      { type: ComponentType.Button, custom_id: `confirm:${proposalId}`, label, style: confirm },
      {
        type: ComponentType.Button,
        custom_id: `cancel:${proposalId}`,
        label: words.cancel,
        style: ButtonStyle.Secondary,
      },
    ],
  };
}

/** The form that asks for a follow-up question. */
export function followUpForm(answerId: string, words: Words): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `follow-up:${answerId}`,
    title: words.followUp.slice(0, MAX_LABEL_CHARS),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.TextInput,
            custom_id: FOLLOW_UP_INPUT,
            label: words.followUpQuestion.slice(0, MAX_LABEL_CHARS),
            style: TextInputStyle.Paragraph,
            max_length: MAX_QUESTION_CHARS,
            required: true,
          },
        ],
      },
    ],
  };
}

/** Reads a custom id; undefined when it is none of this bot's. */
export function parsePress(customId: string): Press | undefined {
  const [, name, id] = /^([a-z-]+):([\w-]{1,64})$/.exec(customId) ?? [];
  const action = ACTIONS.find((known) => known === name);
  return action === undefined || id === undefined ? undefined : { action, id };
}
