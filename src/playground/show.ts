import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { RegisteredCommand } from "../local-discord/commands.ts";
import type { RestEvent } from "../local-discord/events.ts";
import type { Outcome as LocalOutcome } from "../local-discord/invocation.ts";
import { isEphemeral, isLoading, type Message } from "../local-discord/messages.ts";
import type { CommandOption } from "../local-discord/payloads.ts";
import type { Outcome, ShownCall, ShownCommand, ShownMessage, ShownOption } from "./protocol.ts";

const { Subcommand, SubcommandGroup, Integer, Number: Decimal, Boolean: Flag } = ApplicationCommandOptionType;

/** A message as the page gets it. */
export function showMessage(message: Message, nameOf: (userId: string) => string): ShownMessage {
  const { id, invocation, content, components, embeds, createdAt, changedAt } = message;
  return {
    id,
    asker: invocation ? nameOf(invocation.userId) : null,
    command: invocation?.commandName ?? null,
    isEphemeral: isEphemeral(message),
    isLoading: isLoading(message),
    isEdited: changedAt > createdAt,
    content,
    components,
    embeds,
    createdAt,
  };
}

/** Every command, and of one with subcommands each of these. */
export function showCommands(commands: readonly RegisteredCommand[]): ShownCommand[] {
  return commands.flatMap(({ name, description, options, default_member_permissions: needed }) =>
    flatten({ name, description, options: options ?? [] }).map((command) => ({
      ...command,
      isForModerators: needed !== null && needed !== undefined,
    })),
  );
}

interface Level {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly options: readonly CommandOption[];
}

function flatten({ name, description, options }: Level): Omit<ShownCommand, "isForModerators">[] {
  const isBranch = ({ type }: CommandOption) => type === Subcommand || type === SubcommandGroup;
  const branches = options.filter(isBranch);
  if (branches.length === 0)
    return [{ name, description: description ?? "", options: options.map(showOption) }];
  return branches.flatMap((branch) =>
    flatten({ ...branch, name: `${name} ${branch.name}`, options: branch.options ?? [] }),
  );
}

function showOption(option: CommandOption): ShownOption {
  const kinds = new Map<number, ShownOption["kind"]>([
    [Integer, "integer"],
    [Decimal, "number"],
    [Flag, "boolean"],
  ]);
  return {
    name: option.name,
    description: option.description ?? "",
    kind: kinds.get(option.type) ?? "text",
    isRequired: option.required ?? false,
    isCompleted: option.autocomplete ?? false,
    maxLength: option.max_length ?? null,
    choices: (option.choices ?? []).map(({ name, value }) => ({ name, value })),
  };
}

/** A call of the bot, with the rules that it broke. */
export const showCall = (call: RestEvent, at: number): ShownCall => ({
  at,
  route: `${call.method} ${call.route.replace(/^[A-Z]+ /, "")}`,
  status: String(call.status),
  ms: call.ms,
  request: call.request,
  problems: call.problems.map(({ path, message }) => `${path.join(".")}: ${message}`),
});

/** What somebody gets to see at once; messages come by themselves. */
export function showOutcome(interactionId: string | undefined, outcome: LocalOutcome): Outcome {
  switch (outcome.kind) {
    case "modal":
      return { kind: "modal", interactionId: interactionId ?? "", modal: outcome.modal };
    case "choices":
      return { kind: "choices", choices: outcome.choices.map(({ name, value }) => ({ name, value })) };
    case "failed":
    case "refused":
      return { kind: "notice", notice: outcome.notice };
    default:
      return { kind: "done" };
  }
}
