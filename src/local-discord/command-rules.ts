import { ApplicationCommandOptionType, ApplicationCommandType } from "discord-api-types/v10";
import type { CommandOption, CommandPayload } from "./payloads.ts";
import type { Problem } from "./problems.ts";

const MAX_COMMANDS: Record<number, number> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};
/** Names, descriptions and choice values of a command together, the longest language counting. */
const MAX_COMMAND_CHARS = 8000;
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const NAME_PATTERN = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMANDS: readonly number[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];
const DESCRIPTION_MISSING = { code: "BASE_TYPE_REQUIRED", message: "This field is required" } as const;

type Path = Problem["path"];

/** Breaks of the rules on command lists that Discord's OpenAPI file does not state: empty when all is well. */
export function findCommandProblems(
  commands: readonly CommandPayload[],
  scope: "global" | "guild",
): Problem[] {
  return [
    ...findCountProblems(commands),
    ...findTwinProblems(commands, [], "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    ...commands.flatMap((command, index) => [
      ...(typeOf(command) === ApplicationCommandType.ChatInput
        ? findChatInputProblems(command, [index])
        : []),
      ...(scope === "guild" ? findScopeProblems(command, [index]) : []),
    ]),
  ];
}

/** Where a command is found when the payload does not say: in the message box. */
export const typeOf = ({ type }: CommandPayload) => type ?? ApplicationCommandType.ChatInput;

function findCountProblems(commands: readonly CommandPayload[]): Problem[] {
  return [...Map.groupBy(commands, typeOf)].flatMap(([type, alike]) => {
    const most = MAX_COMMANDS[type] ?? 1;
    const message = `Maximum number of application commands of this type reached (${most}).`;
    return alike.length > most ? [{ path: [], code: "MAX_APPLICATION_COMMANDS", message }] : [];
  });
}

function findTwinProblems(
  named: readonly { readonly name: string; readonly type?: number | null | undefined }[],
  path: Path,
  code: string,
): Problem[] {
  // Commands of different types may share a name; options of different types may not.
  const keyOf = (item: (typeof named)[number]) =>
    path.length === 0 ? `${item.type ?? 1} ${item.name}` : item.name;
  const message = "A name can be given only once";
  return named.flatMap((item, index) =>
    named.findIndex((other) => keyOf(other) === keyOf(item)) < index
      ? [{ path: [...path, index, "name"], code, message }]
      : [],
  );
}

function findChatInputProblems(command: CommandPayload, path: Path): Problem[] {
  const problems = [...findTextProblems(command, path), ...findOptionsProblems(command.options ?? [], path)];
  if (countChars(command) <= MAX_COMMAND_CHARS) return problems;
  const message = `Command exceeds maximum size (${MAX_COMMAND_CHARS})`;
  return [...problems, { path, code: "APPLICATION_COMMAND_TOO_LARGE", message }];
}

function findTextProblems(item: CommandPayload | CommandOption, path: Path): Problem[] {
  const names = [[["name"], item.name] as const, ...localized(item, "name_localizations")];
  const problems: Problem[] = names
    .filter(([, name]) => !NAME_PATTERN.test(name) || name !== name.toLowerCase())
    .map(([where]) => ({
      path: [...path, ...where],
      code: "APPLICATION_COMMAND_INVALID_NAME",
      message: "Command name is invalid",
    }));
  return item.description
    ? problems
    : [...problems, { path: [...path, "description"], ...DESCRIPTION_MISSING }];
}

const localized = (item: CommandPayload | CommandOption, field: "name_localizations") =>
  Object.entries(item[field] ?? {}).map(([locale, text]) => [[field, locale], text] as const);

function findOptionsProblems(options: readonly CommandOption[], above: Path): Problem[] {
  const path = [...above, "options"];
  const problems = findTwinProblems(options, path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS");
  const firstOptional = options.findIndex(({ required }) => !required);
  const hasSubcommands = options.some(({ type }) => SUBCOMMANDS.includes(type));
  options.forEach((option, index) => {
    const here = [...path, index];
    problems.push(...findTextProblems(option, here), ...findOptionsProblems(option.options ?? [], here));
    if (option.required && firstOptional !== -1 && index > firstOptional) {
      const message = "Required options must be placed before non-required options";
      problems.push({ path: here, code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message });
    }
    if (option.autocomplete && option.choices?.length) {
      const message = "Autocomplete options cannot have choices";
      problems.push({ path: here, code: "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message });
    }
    if (hasSubcommands && !SUBCOMMANDS.includes(option.type)) {
      const message =
        "Sub-command and sub-command group option types are mutually exclusive to all other types";
      problems.push({ path: here, code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message });
    }
  });
  return problems;
}

const findScopeProblems = (command: CommandPayload, path: Path): Problem[] =>
  (["contexts", "integration_types"] as const)
    .filter((field) => command[field])
    .map((field) => ({
      path: [...path, field],
      code: "APPLICATION_COMMAND_GUILD_CONTEXTS",
      message: `${field} exists on global commands only`,
    }));

function countChars(item: CommandPayload | CommandOption): number {
  const longest = (text: string | null | undefined, others: Record<string, string> | null | undefined) =>
    Math.max(...[text ?? "", ...Object.values(others ?? {})].map(({ length }) => length));
  const own =
    longest(item.name, item.name_localizations) + longest(item.description, item.description_localizations);
  const choices = "choices" in item && Array.isArray(item.choices) ? item.choices : [];
  return [
    own,
    ...(item.options ?? []).map(countChars),
    ...choices.map((choice) => longest(choice.name, choice.name_localizations) + String(choice.value).length),
  ].reduce((sum, chars) => sum + chars, 0);
}
