import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from "discord.js";
import { z } from "zod";

/** Something that a member did with the bot, as Discord tells it over the gateway and over HTTP alike. */
export type Incoming = Sender & (TypedCommand | FocusedOption | PressedButton | SentForm);

/** Who did it, and how to answer. */
export interface Sender {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  /** Null outside of servers. */
  readonly guildId: string | null;
  readonly memberId: string;
  /** `PermissionFlagsBits` of Discord, added up; none outside of servers. */
  readonly permissions: bigint;
  readonly locale: string;
}

interface TypedCommand {
  readonly kind: "command";
  readonly command: string;
  readonly subcommand: string | undefined;
  /** By name, as they were typed or chosen. */
  readonly options: ReadonlyMap<string, string | number | boolean>;
}

interface FocusedOption extends Omit<TypedCommand, "kind"> {
  readonly kind: "autocomplete";
  /** The option that is being typed. */
  readonly focused: { readonly name: string; readonly value: string };
}

interface PressedButton {
  readonly kind: "button";
  readonly customId: string;
}

interface SentForm {
  readonly kind: "form";
  readonly customId: string;
  /** What was typed, by the input's custom id. */
  readonly fields: ReadonlyMap<string, string>;
}

const optionSchema = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().default(false),
  get options() {
    return z.array(optionSchema).default([]);
  },
});
type Option = z.infer<typeof optionSchema>;

const inputSchema = z.object({
  custom_id: z.string().optional(),
  value: z.string().optional(),
  get components() {
    return z.array(inputSchema).default([]);
  },
  get component() {
    return inputSchema.optional();
  },
});
type Input = z.infer<typeof inputSchema>;

const userSchema = z.object({ id: z.string() });
const senderSchema = z.object({
  id: z.string(),
  token: z.string(),
  application_id: z.string(),
  guild_id: z.string().nullish(),
  member: z.object({ user: userSchema, permissions: z.string().regex(/^\d+$/).default("0") }).nullish(),
  user: userSchema.nullish(),
  locale: z.string().default("en-US"),
});
const commandDataSchema = z.object({
  type: z.literal(ApplicationCommandType.ChatInput),
  name: z.string(),
  options: z.array(optionSchema).default([]),
});

/** Only what this bot registers and sends: https://docs.discord.com/developers/interactions/receiving-and-responding */
const interactionSchema = z.discriminatedUnion("type", [
  senderSchema.extend({ type: z.literal(InteractionType.ApplicationCommand), data: commandDataSchema }),
  senderSchema.extend({
    type: z.literal(InteractionType.ApplicationCommandAutocomplete),
    data: commandDataSchema,
  }),
  senderSchema.extend({
    type: z.literal(InteractionType.MessageComponent),
    data: z.object({ component_type: z.literal(ComponentType.Button), custom_id: z.string() }),
  }),
  senderSchema.extend({
    type: z.literal(InteractionType.ModalSubmit),
    data: z.object({ custom_id: z.string(), components: z.array(inputSchema).default([]) }),
  }),
]);
type Interaction = z.infer<typeof interactionSchema>;

/** Reads an interaction. Undefined when it is nothing that this bot knows of. */
export function parseIncoming(payload: unknown): Incoming | undefined {
  const interaction = interactionSchema.safeParse(payload).data;
  if (!interaction) return undefined;
  const { id, token, application_id, guild_id, member, user, locale } = interaction;
  const sender: Sender = {
    id,
    token,
    applicationId: application_id,
    guildId: guild_id ?? null,
    memberId: member?.user.id ?? user?.id ?? "",
    permissions: BigInt(member?.permissions ?? 0),
    locale,
  };
  return { ...sender, ...readAction(interaction) };
}

function readAction(interaction: Interaction): TypedCommand | FocusedOption | PressedButton | SentForm {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return { kind: "command", ...readCommand(interaction.data) };
    case InteractionType.ApplicationCommandAutocomplete: {
      const typed = flattenOptions(interaction.data.options).find(({ focused }) => focused);
      const focused = { name: typed?.name ?? "", value: String(typed?.value ?? "") };
      return { kind: "autocomplete", ...readCommand(interaction.data), focused };
    }
    case InteractionType.MessageComponent:
      return { kind: "button", customId: interaction.data.custom_id };
    case InteractionType.ModalSubmit: {
      const inputs = flattenInputs(interaction.data.components);
      const fields = inputs.map(({ custom_id = "", value = "" }) => [custom_id, value] as const);
      return { kind: "form", customId: interaction.data.custom_id, fields: new Map(fields) };
    }
  }
}

function readCommand({ name, options }: z.infer<typeof commandDataSchema>): Omit<TypedCommand, "kind"> {
  const all = flattenOptions(options);
  const values = all.flatMap((option) =>
    option.value === undefined ? [] : [[option.name, option.value] as const],
  );
  const subcommand = all.find(({ type }) => type === ApplicationCommandOptionType.Subcommand)?.name;
  return { command: name, subcommand, options: new Map(values) };
}

const flattenOptions = (options: readonly Option[]): Option[] =>
  options.flatMap((option) => [option, ...flattenOptions(option.options)]);

const flattenInputs = (inputs: readonly Input[]): Input[] =>
  inputs.flatMap((input) => [
    ...(input.custom_id === undefined ? [] : [input]),
    ...flattenInputs(input.components),
    ...flattenInputs(input.component ? [input.component] : []),
  ]);
