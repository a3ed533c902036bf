import type { AutocompleteInteraction, ChatInputCommandInteraction, Interaction } from "discord.js";
import type { Command, CommandOptions } from "../commands/command.ts";
import { withinLimit } from "../commands/limits.ts";
import { addressOf, type DispatcherDeps, occasionOf } from "./interaction.ts";
import { press, submit } from "./presses.ts";
import { suggestNames } from "./suggestions.ts";
import { languageOf, wordsOf } from "./words/words.ts";

/** An interaction that the gateway repeats after a resume comes within seconds. */
const MAX_REMEMBERED = 1000;

/** Answers every interaction once. What it returns never rejects. */
export function createDispatcher(deps: DispatcherDeps): (interaction: Interaction) => Promise<void> {
  const { log, clock } = deps;
  const seen = new Set<string>();
  return async (interaction) => {
    if (seen.has(interaction.id)) return;
    seen.add(interaction.id);
    if (seen.size > MAX_REMEMBERED) seen.delete(seen.values().next().value ?? "");
    const receivedAt = clock.now();
    try {
      if (interaction.isAutocomplete()) await autocomplete(deps, interaction, receivedAt);
      else if (interaction.isChatInputCommand()) await runCommand(deps, interaction, receivedAt);
      else if (interaction.isButton()) await press(deps, interaction, receivedAt);
      else if (interaction.isModalSubmit()) await submit(deps, interaction, receivedAt);
    } catch (error) {
      log.error("interaction failed", { error });
      if (interaction.isAutocomplete()) return;
      const { failed } = wordsOf(languageOf(interaction.locale));
      await deps.createReply(addressOf(interaction, receivedAt)).say(failed);
    }
  };
}

async function runCommand(
  deps: DispatcherDeps,
  interaction: ChatInputCommandInteraction,
  receivedAt: number,
) {
  const { conversations } = deps;
  const command = deps.commands.find(({ data }) => data.name === interaction.commandName);
  const options = readOptions(interaction);
  const name = [interaction.commandName, options.subcommand ?? []].flat().join(" ");
  const occasion = await occasionOf(deps, interaction, { name, receivedAt });
  if (!occasion) return;
  const { words } = occasion;
  if (!command) return conversations.decline({ ...occasion, name: "unknown" }, words.outdated, "refused");
  if (!isAllowed(command, interaction)) {
    return conversations.decline(occasion, words.needsManageServer, "refused");
  }
  await conversations.hold(occasion, {
    isEphemeral: command.isEphemeral(options),
    ...(command.sayLate ? { sayLate: command.sayLate } : {}),
    run: (context) => command.run({ ...context, options }),
  });
}

/** The registered permission is a default that a server's owner can lift; this is the guard. */
const isAllowed = (
  { needs }: Command,
  { memberPermissions }: ChatInputCommandInteraction | AutocompleteInteraction,
) => needs === undefined || (memberPermissions?.has(needs) ?? false);

function readOptions({ options }: ChatInputCommandInteraction): CommandOptions {
  return {
    subcommand: options.getSubcommand(false) ?? undefined,
    text(name) {
      const typed = options.getString(name);
      return typed === null ? undefined : withinLimit(typed);
    },
    flag: (name) => options.getBoolean(name) ?? undefined,
  };
}

async function autocomplete(deps: DispatcherDeps, interaction: AutocompleteInteraction, receivedAt: number) {
  const { commands, services, log, clock } = deps;
  const command = commands.find(({ data }) => data.name === interaction.commandName);
  const { name, value } = interaction.options.getFocused(true);
  const subcommand = interaction.options.getSubcommand(false) ?? undefined;
  const suggest = command && isAllowed(command, interaction) ? command.autocomplete?.[name] : undefined;
  const { guildId } = interaction;
  const names =
    suggest && guildId !== null
      ? await suggestNames(
          () => suggest(value, { services, guildId, subcommand }),
          (error) => log.warn("suggestions failed", { command: interaction.commandName, error }),
        )
      : [];
  const isSent = await deps.createReply(addressOf(interaction, receivedAt)).suggest(names);
  const answerMs = clock.now() - receivedAt;
  const outcome = isSent ? "done" : "unreachable";
  deps.onOutcome({
    command: "autocomplete",
    outcome,
    ...(isSent ? { acknowledgeMs: answerMs } : {}),
    answerMs,
  });
}
