import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { RegisteredCommand } from "./commands.ts";
import type { CommandOption } from "./payloads.ts";

/** What somebody typed into the options of a command. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

/** A filled-in command, as `INTERACTION_CREATE` brings it, or the line that Discord's app shows instead. */
export type CommandInput = { readonly options: readonly InputOption[] } | { readonly notice: string };

/** One filled-in option, or the chosen subcommand with its own. */
export interface InputOption {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly focused?: true;
  readonly options?: readonly InputOption[];
}

export interface Typed {
  /** The subcommand, after a group if there is one: `["reload"]`. */
  readonly path: readonly string[];
  readonly values: OptionValues;
  /** The option that is being completed: then nothing else needs to be right yet. */
  readonly focused?: string;
}

/** What Discord says of a command that is not, or no longer, registered. */
export const UNKNOWN_COMMAND = "This command is outdated, please try again in a few minutes";
const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;

/** Fills in a command's options as Discord's app lets people do it. */
export function readCommandInput(command: RegisteredCommand, typed: Typed): CommandInput {
  return readLevel(command.options ?? [], typed);
}

function readLevel(known: readonly CommandOption[], typed: Typed): CommandInput {
  const [next, ...path] = typed.path;
  const branches = known.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  if (next === undefined && branches.length === 0) return readValues(known, typed);
  const branch = branches.find(({ name }) => name === next);
  if (!branch) return { notice: UNKNOWN_COMMAND };
  const inner = readLevel(branch.options ?? [], { ...typed, path });
  return "notice" in inner
    ? inner
    : { options: [{ name: branch.name, type: branch.type, options: inner.options }] };
}

function readValues(known: readonly CommandOption[], { values, focused }: Typed): CommandInput {
  const stranger = [...Object.keys(values), focused ?? []]
    .flat()
    .find((name) => !known.some((option) => option.name === name));
  if (stranger !== undefined) return { notice: UNKNOWN_COMMAND };
  const filled = known.flatMap((option) => {
    const value = values[option.name] ?? (option.name === focused ? "" : undefined);
    return value === undefined ? [] : [{ option, value }];
  });
  const notice = known.flatMap((option) => findInputProblem(option, values[option.name]) ?? [])[0];
  if (notice !== undefined && focused === undefined) return { notice };
  const focus = (name: string) => (name === focused ? { focused: true as const } : {});
  return {
    options: filled.map(({ option: { name, type }, value }) => ({ name, type, value, ...focus(name) })),
  };
}

function findInputProblem(
  option: CommandOption,
  value: OptionValues[string] | undefined,
): string | undefined {
  if (value === undefined) {
    return option.required
      ? `${option.name}: This option is required. Specify a value for this option.`
      : undefined;
  }
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value)) {
    return `${option.name}: Choose one of the options.`;
  }
  switch (option.type) {
    case ApplicationCommandOptionType.String:
      return typeof value === "string" ? findLengthProblem(option, value) : wrongType(option);
    case ApplicationCommandOptionType.Integer:
      return Number.isInteger(value) ? findRangeProblem(option, Number(value)) : wrongType(option);
    case ApplicationCommandOptionType.Number:
      return typeof value === "number" ? findRangeProblem(option, value) : wrongType(option);
    case ApplicationCommandOptionType.Boolean:
      return typeof value === "boolean" ? undefined : wrongType(option);
    default:
      throw new Error(`the local Discord cannot fill in options of type ${option.type} yet`);
  }
}

const wrongType = ({ name }: CommandOption) => `${name}: Not a value of this option's type.`;

/** Without limits of its own, an option takes as much as Discord takes: 6000 characters. */
const MAX_OPTION_CHARS = 6000;

function findLengthProblem({ name, min_length, max_length }: CommandOption, { length }: string) {
  const most = max_length ?? MAX_OPTION_CHARS;
  if (length > most) return `${name}: Must be ${most} or fewer in length.`;
  return length < (min_length ?? 0) ? `${name}: Must be ${min_length} or more in length.` : undefined;
}

function findRangeProblem({ name, min_value, max_value }: CommandOption, value: number) {
  const isInRange = value >= (min_value ?? -Infinity) && value <= (max_value ?? Infinity);
  return isInRange ? undefined : `${name}: Out of range.`;
}
