import {
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import { type OptionValues, readCommandInput, UNKNOWN_COMMAND } from "./command-input.ts";
import type { RegisteredCommand } from "./commands.ts";
import type { Core } from "./core.ts";
import { createRefusal, followInteraction, type Invocation } from "./invocation.ts";
import { flattenComponents, isEphemeral, type Message } from "./messages.ts";
import { type FormValues, fillForm, findFormProblem } from "./modal-input.ts";
import { type Action, openInteraction, type Presence } from "./open-interaction.ts";
import { hasPermissions } from "./state.ts";

/** Where somebody is, and the language of their app (`en-US` if not given). */
export interface Place {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly locale?: string;
}

/** Somebody in a channel, and what they can do with the bot there. */
export interface Person {
  /** Sends a slash command: `slash("newsroom reload", { source: "wire" })`. */
  slash(command: string, values?: OptionValues): Invocation;
  /** Asks for suggestions for the option `focused`, with `values` as they are typed so far. */
  autocomplete(command: string, focused: string, values?: OptionValues): Invocation;
  /** Presses a button that they see. */
  click(message: Message, customId: string): Invocation;
  /** Presses a button that isn't there for them. Discord doesn't let that through; a bot should bear it anyway. */
  forgeClick(message: Message, customId: string): Invocation;
  /** Sends the form that something they did has opened. */
  submit(opened: Invocation, values: FormValues): Invocation;
  /** The messages that they see in the channel, oldest first. */
  messages(): readonly Message[];
}

const NO_PERMISSION = "You do not have permission to use this command.";
const FAILED = "This interaction failed";

/** Puts somebody into a channel. Throws if there is no such server, channel or member. */
export function createPerson(core: Core, place: Place): Person {
  const presence = findPresence(core, place);
  const act = (action: Action) => followInteraction(core, openInteraction(core, presence, action));
  const { channelId, userId } = place;
  const messages = () => core.messages.inChannel(channelId).filter((message) => isVisible(message, userId));

  const forgeClick = (source: Message, customId: string) =>
    act({
      type: InteractionType.MessageComponent,
      data: { component_type: ComponentType.Button, custom_id: customId },
      source,
    });

  return {
    messages,
    forgeClick,
    slash: (command, values = {}) => sendCommand(core, presence, { command, values }),
    autocomplete: (command, focused, values = {}) =>
      sendCommand(core, presence, { command, values, focused }),
    click(message, customId) {
      const shown = messages().find(({ id }) => id === message.id);
      const button = flattenComponents(shown?.components ?? []).find((item) => item.custom_id === customId);
      return shown && button && !button.disabled ? forgeClick(shown, customId) : createRefusal(FAILED);
    },
    submit(opened, values) {
      const origin = core.interactions.find(opened.id ?? "");
      const modal = origin?.response?.modal;
      if (!modal) return createRefusal(FAILED);
      const notice = findFormProblem(modal, values);
      if (notice !== undefined) return createRefusal(notice);
      const source = core.messages.find(origin.sourceMessageId ?? "");
      return act({ type: InteractionType.ModalSubmit, data: fillForm(modal, values), source });
    },
  };
}

function findPresence({ state }: Core, { guildId, channelId, userId, locale = "en-US" }: Place): Presence {
  const guild = state.guilds.get(guildId);
  const member = guild?.members.find(({ user }) => user.id === userId);
  if (!guild || !member) throw new Error(`there is no member ${userId} in a server ${guildId}`);
  if (!guild.channels.some(({ id }) => id === channelId)) {
    throw new Error(`the server "${guild.name}" has no channel ${channelId}`);
  }
  return { guild, channelId, member, locale };
}

const isVisible = (message: Message, userId: string) =>
  !isEphemeral(message) || message.invocation?.userId === userId;

interface TypedCommand {
  /** The command and its subcommand: `newsroom reload`. */
  readonly command: string;
  readonly values: OptionValues;
  readonly focused?: string;
}

function sendCommand(core: Core, presence: Presence, typed: TypedCommand): Invocation {
  const [name = "", ...path] = typed.command.split(" ");
  const command = core.commands.find(name, presence.guild.id);
  if (!command) return createRefusal(UNKNOWN_COMMAND);
  if (!mayUse(command, presence)) return createRefusal(NO_PERMISSION);
  const input = readCommandInput(command, { ...typed, path });
  if ("notice" in input) return createRefusal(input.notice);
  const isComplete = typed.focused === undefined;
  const action = {
    type: isComplete ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete,
    data: { id: command.id, name, type: ApplicationCommandType.ChatInput, options: input.options },
    commandName: typed.command,
  };
  return followInteraction(core, openInteraction(core, presence, action));
}

/** Only a default, that a server's owner may lift: a bot must check again. */
function mayUse(
  { name, default_member_permissions: needed }: RegisteredCommand,
  { guild, member }: Presence,
) {
  if (guild.openCommands.has(name) || needed === null || needed === undefined) return true;
  // "0" means: nobody but administrators.
  return hasPermissions(guild, member, needed === "0" ? PermissionFlagsBits.Administrator : BigInt(needed));
}
