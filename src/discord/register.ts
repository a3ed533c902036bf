import { isDeepStrictEqual } from "node:util";
import { type REST, Routes } from "discord.js";
import { z } from "zod";
import type { CommandData } from "../commands/command.ts";

const localizationsSchema = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});

/** What Discord and this program both say of a command, with Discord's defaults where one of them is silent. */
const namedSchema = z.object({
  type: z.number().default(1),
  name: z.string(),
  name_localizations: localizationsSchema,
  description: z.string(),
  description_localizations: localizationsSchema,
});
const optionSchema = namedSchema.extend({
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
  get options() {
    return z.array(optionSchema).default([]);
  },
});
const commandsSchema = z.array(
  namedSchema.extend({
    options: z.array(optionSchema).default([]),
    default_member_permissions: z
      .string()
      .nullish()
      .transform((permissions) => permissions ?? null),
    contexts: z.array(z.number()).nullish(),
    integration_types: z.array(z.number()).nullish(),
  }),
);

/**
 * Makes Discord's list of global commands this one, unless it already is: then nothing is written. Rejects when
 * Discord can't be reached or refuses the list. https://docs.discord.com/developers/interactions/application-commands
 */
export async function registerCommands(
  rest: REST,
  { applicationId, commands }: { readonly applicationId: string; readonly commands: readonly CommandData[] },
): Promise<"registered" | "unchanged"> {
  const route = Routes.applicationCommands(applicationId);
  const query = new URLSearchParams({ with_localizations: "true" });
  const registered = commandsSchema.safeParse(await rest.get(route, { query }));
  if (registered.success && isSame(registered.data, commandsSchema.parse(commands))) return "unchanged";
  await rest.put(route, { body: commands });
  return "registered";
}

type KnownCommands = z.infer<typeof commandsSchema>;

const isSame = (registered: KnownCommands, wanted: KnownCommands) =>
  isDeepStrictEqual(sortByName(registered), sortByName(wanted));

const sortByName = (commands: KnownCommands) => commands.toSorted((a, b) => a.name.localeCompare(b.name));
