import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
} from "discord.js";
import { answerMember } from "../commands/ask.ts";
import type { BotServices, Command, CommandOptions } from "../commands/command.ts";
import { withinLimit } from "../commands/limits.ts";
import type { Log } from "../log.ts";
import { FOLLOW_UP_INPUT, followUpForm, parsePress } from "./buttons.ts";
import type { Conversations } from "./conversation.ts";
import type { Occasion, OutcomeReport, Task } from "./occasion.ts";
import type { Clock } from "./patience.ts";
import { renderReceipts } from "./render-receipts.ts";
import type { Reply, ReplyAddress } from "./reply.ts";
import type { KeptAnswer, Shelf } from "./shelf.ts";
import { suggestNames } from "./suggestions.ts";
import { languageOf, wordsOf } from "./words/words.ts";

export interface DispatcherDeps {
  readonly commands: readonly Command[];
  readonly services: BotServices;
  readonly conversations: Conversations;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly log: Log;
  readonly onOutcome: (report: OutcomeReport) => void;
  readonly createReply: (address: ReplyAddress) => Reply;
}

/** A slash command, a button or a form. */
type Conversable = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

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

const addressOf = ({ id, token, applicationId }: Interaction, receivedAt: number): ReplyAddress => ({
  interactionId: id,
  token,
  applicationId,
  receivedAt,
});

/** Undefined outside of servers; then the member has been told. */
async function occasionOf(
  deps: DispatcherDeps,
  interaction: Conversable,
  { name, receivedAt }: Pick<Occasion, "name" | "receivedAt">,
): Promise<Occasion | undefined> {
  const language = languageOf(interaction.locale);
  const words = wordsOf(language);
  const reply = deps.createReply(addressOf(interaction, receivedAt));
  const asker = { guildId: interaction.guildId ?? "", memberId: interaction.user.id };
  const occasion = { name, asker, language, words, reply, receivedAt };
  if (interaction.guildId !== null) return occasion;
  await deps.conversations.decline(occasion, words.serversOnly, "refused");
  return undefined;
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

async function press(deps: DispatcherDeps, interaction: ButtonInteraction, receivedAt: number) {
  const pressed = parsePress(interaction.customId);
  const isForm = pressed?.action === "follow-up";
  const name = isForm ? "follow-up form" : "receipts";
  const occasion = await occasionOf(deps, interaction, { name, receivedAt });
  if (!occasion) return;
  const { words, reply } = occasion;
  const answer = pressed && deps.shelf.find(pressed.answerId, occasion.asker);
  if (!answer) return deps.conversations.decline(occasion, words.expired, "expired");
  if (!isForm) return deps.conversations.hold(occasion, showReceipts(answer));
  const isOpen = await reply.open(followUpForm(pressed.answerId, words));
  const answerMs = deps.clock.now() - receivedAt;
  const outcome = isOpen ? "done" : "unreachable";
  deps.onOutcome({ command: name, outcome, ...(isOpen ? { acknowledgeMs: answerMs } : {}), answerMs });
}

const showReceipts = ({ statements }: KeptAnswer): Task => ({
  isEphemeral: true,
  run: async (context) => ({ outcome: "done", blocks: renderReceipts(statements, context) }),
});

async function submit(deps: DispatcherDeps, interaction: ModalSubmitInteraction, receivedAt: number) {
  const occasion = await occasionOf(deps, interaction, { name: "follow-up", receivedAt });
  if (!occasion) return;
  const pressed = parsePress(interaction.customId);
  const answer = pressed && deps.shelf.find(pressed.answerId, occasion.asker);
  if (!answer) return deps.conversations.decline(occasion, occasion.words.expired, "expired");
  const question = withinLimit(interaction.fields.getTextInputValue(FOLLOW_UP_INPUT));
  const earlier = { question: answer.question, answer: answer.statements.map(({ text }) => text) };
  await deps.conversations.hold(occasion, {
    isEphemeral: answer.audience.isPrivate,
    run: (context) => answerMember(context, { question, filter: answer.filter, earlier }),
  });
}

async function autocomplete(deps: DispatcherDeps, interaction: AutocompleteInteraction, receivedAt: number) {
  const { commands, services, log, clock } = deps;
  const command = commands.find(({ data }) => data.name === interaction.commandName);
  const { name, value } = interaction.options.getFocused(true);
  const suggest = command && isAllowed(command, interaction) ? command.autocomplete?.[name] : undefined;
  const { guildId } = interaction;
  const names =
    suggest && guildId !== null
      ? await suggestNames(
          () => suggest(value, { services, guildId }),
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
