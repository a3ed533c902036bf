import {
  type APIApplicationCommandBooleanOption,
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from "discord.js";
import { MAX_OPTION_CHARS } from "./limits.ts";
import { named } from "./names.ts";

/** For use in servers only: the sources belong to servers. */
export const IN_SERVERS = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** An optional short text. */
export function textOption(
  key: "since" | "until" | "topic" | "address" | "sourceName" | "target",
): APIApplicationCommandStringOption {
  return { ...named(key), type: ApplicationCommandOptionType.String, max_length: MAX_OPTION_CHARS };
}

/** A name that Discord suggests while it is typed. What arrives may still be anything. */
export function suggestedOption(key: "outlet" | "source" | "ownSource"): APIApplicationCommandStringOption {
  return {
    ...named(key),
    type: ApplicationCommandOptionType.String,
    max_length: MAX_OPTION_CHARS,
    autocomplete: true,
  };
}

/** Whether only who asks sees the answer. */
export const privateOption: APIApplicationCommandBooleanOption = {
  ...named("private"),
  type: ApplicationCommandOptionType.Boolean,
};
