import { ComponentType, MessageFlags } from "discord-api-types/v10";
import type { EventLog } from "./events.ts";
import { DEFAULT_MENTIONS, findPings, NO_PINGS, type Pings } from "./mentions.ts";
import type { Component, Embed, MessagePayload } from "./payloads.ts";

/** An attached file; its bytes are not kept. */
export interface Attachment {
  readonly name: string;
  readonly bytes: number;
}

/** What a message says. */
export interface MessageBody {
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Component[];
  readonly attachments: readonly Attachment[];
  /** `MessageFlags` of Discord. */
  readonly flags: number;
  readonly pings: Pings;
}

/** The interaction that a message answers: whose it was, and what was done. */
export interface Invocation {
  readonly interactionId: string;
  readonly userId: string;
  readonly commandName?: string;
}

/** A message as it stood at one moment. Edits make a new one. */
export interface Message extends MessageBody {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly invocation?: Invocation;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly isDeleted: boolean;
}

/** Every message, and every state that it went through. */
export interface Messages {
  create(place: Pick<Message, "id" | "guildId" | "channelId" | "invocation">, body: MessageBody): Message;
  edit(message: Message, body: MessageBody): Message;
  remove(message: Message): void;
  /** The latest state; undefined also when it was deleted. */
  find(id: string): Message | undefined;
  /** Every state, oldest first. */
  history(id: string): readonly Message[];
  inChannel(channelId: string): readonly Message[];
}

/** Creates an empty store of messages, which tells `events` of every change. */
export function createMessages(events: EventLog): Messages {
  const histories = new Map<string, Message[]>();

  const push = (message: Message, change: "created" | "edited" | "deleted") => {
    const history = histories.get(message.id) ?? [];
    histories.set(message.id, [...history, message]);
    events.emit({ kind: "message", change, message });
    return message;
  };
  const find = (id: string) => {
    const latest = histories.get(id)?.at(-1);
    return latest?.isDeleted ? undefined : latest;
  };

  return {
    find,
    create(place, body) {
      const now = Date.now();
      return push({ ...place, ...body, createdAt: now, changedAt: now, isDeleted: false }, "created");
    },
    edit: (message, body) => push({ ...message, ...body, changedAt: Date.now() }, "edited"),
    remove: (message) => push({ ...message, changedAt: Date.now(), isDeleted: true }, "deleted"),
    history: (id) => histories.get(id) ?? [],
    inChannel: (channelId) =>
      [...histories.keys()]
        .flatMap((id) => find(id) ?? [])
        .filter((message) => message.channelId === channelId),
  };
}

export const EMPTY_BODY: MessageBody = {
  content: "",
  embeds: [],
  components: [],
  attachments: [],
  flags: 0,
  pings: NO_PINGS,
};

/** Flags that the sender of a payload decides about; Discord keeps the others. */
const EDITABLE_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** What a message says after a payload is applied: absent parts stay, and it is no longer loading. */
export function applyPayload(
  before: MessageBody,
  payload: MessagePayload,
  defaults: keyof typeof DEFAULT_MENTIONS,
): MessageBody {
  const flags = payload.flags ?? before.flags;
  const body = {
    content: payload.content === undefined ? before.content : (payload.content ?? "").trim(),
    embeds: payload.embeds === undefined ? before.embeds : (payload.embeds ?? []),
    components: payload.components === undefined ? before.components : (payload.components ?? []),
    attachments: before.attachments,
    flags: (before.flags & ~EDITABLE_FLAGS & ~MessageFlags.Loading) | (flags & EDITABLE_FLAGS),
  };
  const mentions = payload.allowed_mentions ?? DEFAULT_MENTIONS[defaults];
  return { ...body, pings: findPings(textsOf(body).join("\n"), mentions) };
}

/** Every component, however deeply nested, outermost first. */
export const flattenComponents = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [
    component,
    ...flattenComponents(
      [component.components, component.component, component.accessory].flatMap((inner) => inner ?? []),
    ),
  ]);

/** The content and the text displays: what people read outside embeds. */
export const textsOf = ({ content, components }: Pick<MessageBody, "content" | "components">): string[] => [
  content,
  ...flattenComponents(components)
    .filter(({ type }) => type === ComponentType.TextDisplay)
    .map((component) => component.content ?? ""),
];

/** Whether only the person who asked sees it. */
export const isEphemeral = ({ flags }: Pick<MessageBody, "flags">) => (flags & MessageFlags.Ephemeral) !== 0;

/** Whether it still says "is thinking…". */
export const isLoading = ({ flags }: Pick<MessageBody, "flags">) => (flags & MessageFlags.Loading) !== 0;

/** Whether it is made of Components V2. */
export const isComponentsV2 = ({ flags }: Pick<MessageBody, "flags">) =>
  (flags & MessageFlags.IsComponentsV2) !== 0;
