import { z } from "zod";

/** The parts of a component that the local Discord looks at. What it does not know is kept and shown as sent. */
export const componentSchema = z.looseObject({
  type: z.number(),
  custom_id: z.string().nullish(),
  style: z.number().nullish(),
  label: z.string().nullish(),
  emoji: z.unknown().optional(),
  url: z.string().nullish(),
  disabled: z.boolean().nullish(),
  content: z.string().nullish(),
  value: z.string().nullish(),
  required: z.boolean().nullish(),
  min_length: z.number().nullish(),
  max_length: z.number().nullish(),
  get components() {
    return z.array(componentSchema).nullish();
  },
  get component() {
    return componentSchema.nullish();
  },
  get accessory() {
    return componentSchema.nullish();
  },
});

/** A button, a row, a text display and so on, as the bot sent it. */
export type Component = z.infer<typeof componentSchema>;

const linkedSchema = z.looseObject({ url: z.string().nullish() });

/** The parts of an embed that the local Discord looks at. */
export const embedSchema = z.looseObject({
  title: z.string().nullish(),
  description: z.string().nullish(),
  url: z.string().nullish(),
  author: z.looseObject({ name: z.string().nullish(), url: z.string().nullish() }).nullish(),
  footer: z.looseObject({ text: z.string().nullish() }).nullish(),
  image: linkedSchema.nullish(),
  thumbnail: linkedSchema.nullish(),
  fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});

/** An embed, as the bot sent it. */
export type Embed = z.infer<typeof embedSchema>;

/** Who a message may ping. */
export const allowedMentionsSchema = z.object({
  parse: z.array(z.string()).nullish(),
  users: z.array(z.string()).nullish(),
  roles: z.array(z.string()).nullish(),
});

export type AllowedMentions = z.infer<typeof allowedMentionsSchema>;

/** A message as it is created or edited. On an edit, what is absent stays as it was. */
export const messagePayloadSchema = z.object({
  content: z.string().nullish(),
  embeds: z.array(embedSchema).nullish(),
  components: z.array(componentSchema).nullish(),
  flags: z.number().nullish(),
  allowed_mentions: allowedMentionsSchema.nullish(),
});

export type MessagePayload = z.infer<typeof messagePayloadSchema>;

/** A form that pops up. */
export const modalSchema = z.object({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(componentSchema),
});

export type Modal = z.infer<typeof modalSchema>;

/** One suggestion of an autocomplete, or one fixed choice of an option. */
export const choiceSchema = z.looseObject({ name: z.string(), value: z.union([z.string(), z.number()]) });

export type Choice = z.infer<typeof choiceSchema>;

const localizationsSchema = z.record(z.string(), z.string()).nullish();

const namedSchema = z.looseObject({
  name: z.string(),
  name_localizations: localizationsSchema,
  description: z.string().nullish(),
  description_localizations: localizationsSchema,
});

/** An option of a command, or a subcommand with options of its own. */
export const optionSchema = namedSchema.extend({
  type: z.number(),
  required: z.boolean().nullish(),
  choices: z.array(choiceSchema.extend({ name_localizations: localizationsSchema })).nullish(),
  autocomplete: z.boolean().nullish(),
  min_length: z.number().nullish(),
  max_length: z.number().nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  get options() {
    return z.array(optionSchema).nullish();
  },
});

export type CommandOption = z.infer<typeof optionSchema>;

/** A command as the bot registers it. */
export const commandSchema = namedSchema.extend({
  type: z.number().nullish(),
  options: z.array(optionSchema).nullish(),
  default_member_permissions: z.string().nullish(),
  contexts: z.array(z.number()).nullish(),
  integration_types: z.array(z.number()).nullish(),
});

export type CommandPayload = z.infer<typeof commandSchema>;
