import { PermissionsBitField } from "discord.js";
import type { Command, CommandOptions } from "../commands/command.ts";
import { withinLimit } from "../commands/limits.ts";
import { type Incoming, parseIncoming } from "./incoming.ts";
import { addressOf, type DispatcherDeps, occasionOf } from "./interaction.ts";
import { press, submit } from "./presses.ts";
import { suggestNames } from "./suggestions.ts";
import { languageOf, wordsOf } from "./words/words.ts";

/** An interaction that the gateway repeats after a resume comes within seconds. */
const MAX_REMEMBERED = 1000;

/** Answers every interaction once, by whichever way it came. What it returns never rejects. */
export function createDispatcher(deps: DispatcherDeps): (payload: unknown) => Promise<void> {
  const { log, clock } = deps;
  const seen = new Set<string>();
  return async (payload) => {
    const incoming = parseIncoming(payload);
    if (!incoming || seen.has(incoming.id)) return;
    seen.add(incoming.id);
    if (seen.size > MAX_REMEMBERED) seen.delete(seen.values().next().value ?? "");
    const receivedAt = clock.now();
    try {
      await handle(deps, incoming, receivedAt);
    } catch (error) {
      log.error("interaction failed", { error });
      if (incoming.kind === "autocomplete") return;
      const { failed } = wordsOf(languageOf(incoming.locale));
      await deps.createReply(addressOf(incoming, receivedAt)).say(failed);
    }
  };
}

function handle(deps: DispatcherDeps, incoming: Incoming, receivedAt: number): Promise<void> {
  switch (incoming.kind) {
    case "command":
      return runCommand(deps, incoming, receivedAt);
    case "autocomplete":
      return autocomplete(deps, incoming, receivedAt);
    case "button":
      return press(deps, incoming, receivedAt);
    case "form":
      return submit(deps, incoming, receivedAt);
  }
}

async function runCommand(
  deps: DispatcherDeps,
  incoming: Incoming & { readonly kind: "command" },
  receivedAt: number,
) {
  const { conversations } = deps;
  const command = deps.commands.find(({ data }) => data.name === incoming.command);
  const options = readOptions(incoming);
  const name = [incoming.command, options.subcommand ?? []].flat().join(" ");
  const occasion = await occasionOf(deps, incoming, { name, receivedAt });
  if (!occasion) return;
  const { words } = occasion;
  if (!command) return conversations.decline({ ...occasion, name: "unknown" }, words.outdated, "refused");
  if (!isAllowed(command, incoming)) {
    return conversations.decline(occasion, words.needsManageServer, "refused");
  }
  await conversations.hold(occasion, {
    isEphemeral: command.isEphemeral(options),
    ...(command.sayLate ? { sayLate: command.sayLate } : {}),
    run: (context) => command.run({ ...context, options }),
  });
}

/** The registered permission is a default that a server's owner can lift; this is the guard. */
const isAllowed = ({ needs }: Command, { permissions }: Incoming) =>
  needs === undefined || new PermissionsBitField(permissions).has(needs);

function readOptions({ subcommand, options }: Incoming & { readonly kind: "command" }): CommandOptions {
  return {
    subcommand,
    text(name) {
      const typed = options.get(name);
      return typeof typed === "string" ? withinLimit(typed) : undefined;
    },
    flag(name) {
      const chosen = options.get(name);
      return typeof chosen === "boolean" ? chosen : undefined;
    },
  };
}

async function autocomplete(
  deps: DispatcherDeps,
  incoming: Incoming & { readonly kind: "autocomplete" },
  receivedAt: number,
) {
  const { commands, services, log, clock } = deps;
  const { guildId, subcommand, focused } = incoming;
  const command = commands.find(({ data }) => data.name === incoming.command);
  const suggest = command && isAllowed(command, incoming) ? command.autocomplete?.[focused.name] : undefined;
  const names =
    suggest && guildId !== null
      ? await suggestNames(
          () => suggest(focused.value, { services, guildId, subcommand }),
          (error) => log.warn("suggestions failed", { command: incoming.command, error }),
        )
      : [];
  const isSent = await deps.createReply(addressOf(incoming, receivedAt)).suggest(names);
  const answerMs = clock.now() - receivedAt;
  const outcome = isSent ? "done" : "unreachable";
  deps.onOutcome({
    command: "autocomplete",
    outcome,
    ...(isSent ? { acknowledgeMs: answerMs } : {}),
    answerMs,
  });
}
