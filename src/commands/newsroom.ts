import { ApplicationCommandOptionType, PermissionFlagsBits } from "discord.js";
import { attentionLine, renderLog, renderStatus } from "../discord/render-newsroom.ts";
import type { Command, CommandContext, Reply } from "./command.ts";
import { matchNames } from "./filter.ts";
import { MAX_ADDRESS_CHARS } from "./limits.ts";
import { named } from "./names.ts";
import { proposeAdding } from "./newsroom-add.ts";
import { reload } from "./newsroom-reload.ts";
import { proposeRemoval, proposeTakedown } from "./newsroom-remove.ts";
import { IN_SERVERS, suggestedOption, textOption } from "./options.ts";

const subcommand = ApplicationCommandOptionType.Subcommand;

/** What each subcommand does. */
const RUNS: Readonly<Record<string, (context: CommandContext) => Promise<Reply>>> = {
  add: proposeAdding,
  remove: proposeRemoval,
  reload,
  status,
  takedown: proposeTakedown,
  log,
};

/** `/newsroom`: the sources, for members who may manage the server. */
export const newsroom: Command = {
  data: {
    ...named("newsroom"),
    ...IN_SERVERS,
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        ...named("add"),
        type: subcommand,
        options: [
          { ...textOption("address"), max_length: MAX_ADDRESS_CHARS, required: true },
          textOption("sourceName"),
        ],
      },
      {
        ...named("remove"),
        type: subcommand,
        options: [{ ...suggestedOption("ownSource"), required: true }],
      },
      { ...named("reload"), type: subcommand, options: [suggestedOption("source")] },
      { ...named("status"), type: subcommand },
      {
        ...named("takedown"),
        type: subcommand,
        options: [{ ...textOption("target"), max_length: MAX_ADDRESS_CHARS, required: true }],
      },
      { ...named("log"), type: subcommand },
    ],
  },
  needs: PermissionFlagsBits.ManageGuild,
  isEphemeral: () => true,
  sayLate: (words) => words.stillReloading,
  autocomplete: {
    source: async (typed, { services, guildId, subcommand }) => {
      const sources = await services.newsroom.listSources(guildId);
      const offered = subcommand === "remove" ? sources.filter(({ isHouse }) => !isHouse) : sources;
      return matchNames(
        typed,
        offered.map(({ name }) => name),
      );
    },
  },

  async run(context) {
    const run = RUNS[context.options.subcommand ?? ""] ?? status;
    const reply = await run(context);
    // The bot speaks only when it is spoken to: this is how a moderator hears of a source that keeps failing.
    const attention =
      run === status ? [] : attentionLine(await listSources(context), context.words).map((line) => [line]);
    return { ...reply, blocks: [...attention, ...reply.blocks] };
  },
};

const listSources = ({ asker, services }: CommandContext) => services.newsroom.listSources(asker.guildId);

async function status(context: CommandContext): Promise<Reply> {
  return { outcome: "done", blocks: renderStatus(await listSources(context), context.words) };
}

async function log({ asker, services, words }: CommandContext): Promise<Reply> {
  return { outcome: "done", blocks: renderLog(await services.newsroom.listLog(asker.guildId), words) };
}
