import { ApplicationCommandUpdateRequestSchema } from "discord-api-spec/zod";
import { z } from "zod";
import { findCommandProblems, typeOf } from "./command-rules.ts";
import { type CommandPayload, commandSchema } from "./payloads.ts";
import { findSchemaProblems, type Problem } from "./problems.ts";

/** A registered command. */
export interface RegisteredCommand extends CommandPayload {
  readonly id: string;
}

/** The commands that the bot has registered, globally and for single servers. */
export interface Commands {
  /** Replaces a whole list, or says why not. Without a server it is the global list. */
  replace(payload: unknown, guildId?: string): readonly Problem[];
  list(guildId?: string): readonly RegisteredCommand[];
  /** A slash command as somebody in the server finds it: the server's own goes before the global one. */
  find(name: string, guildId: string): RegisteredCommand | undefined;
}

const GLOBAL = "global";

/** Creates empty lists. A command that is registered again keeps its id. */
export function createCommands(nextId: () => string): Commands {
  const lists = new Map<string, readonly RegisteredCommand[]>();
  const list = (guildId = GLOBAL) => lists.get(guildId) ?? [];

  return {
    list,
    find: (name, guildId) =>
      [...list(guildId), ...list()].find((command) => command.name === name && typeOf(command) === 1),
    replace(payload, guildId) {
      const problems = findListProblems(payload);
      if (problems.length > 0) return problems;
      const commands = z.array(commandSchema).parse(payload);
      const broken = findCommandProblems(commands, guildId ? "guild" : "global");
      if (broken.length > 0) return broken;
      const idOf = ({ name, type }: CommandPayload) =>
        list(guildId).find((known) => known.name === name && known.type === type)?.id ?? nextId();
      lists.set(
        guildId ?? GLOBAL,
        commands.map((command) => ({ ...command, id: idOf(command) })),
      );
      return [];
    },
  };
}

function findListProblems(payload: unknown): Problem[] {
  if (!Array.isArray(payload)) return [{ path: [], code: "BASE_TYPE_BAD_TYPE", message: "Must be a list." }];
  return payload.flatMap((command: unknown, index) =>
    findSchemaProblems(ApplicationCommandUpdateRequestSchema, withNumericPermissions(command)).map(
      (problem) => ({
        ...problem,
        path: [index, ...problem.path],
      }),
    ),
  );
}

const permissionsSchema = z.looseObject({ default_member_permissions: z.string().transform(Number) });

/** Discord takes the permissions as a string, which is what clients send; its OpenAPI file wants a number. */
const withNumericPermissions = (command: unknown): unknown =>
  permissionsSchema.safeParse(command).data ?? command;
