import { ApplicationCommandOptionType, PermissionFlagsBits } from "discord.js";
import { renderReloadOutcome, renderReloadUpdate, renderSources } from "../discord/render-newsroom.ts";
import type { Command, CommandContext, Reply } from "./command.ts";
import { echo, findName, matchNames, offerNames, refuse } from "./filter.ts";
import { named } from "./names.ts";
import { IN_SERVERS, suggestedOption } from "./options.ts";

/** `/newsroom reload [source]` and `/newsroom status`: for members who may manage the server. */
export const newsroom: Command = {
  data: {
    ...named("newsroom"),
    ...IN_SERVERS,
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        ...named("reload"),
        type: ApplicationCommandOptionType.Subcommand,
        options: [suggestedOption("source")],
      },
      { ...named("status"), type: ApplicationCommandOptionType.Subcommand },
    ],
  },
  needs: PermissionFlagsBits.ManageGuild,
  isEphemeral: () => true,
  sayLate: (words) => words.stillReloading,
  autocomplete: {
    source: async (typed, { services, guildId }) =>
      matchNames(
        typed,
        (await services.listSources(guildId)).map(({ id }) => id),
      ),
  },

  async run(context) {
    if (context.options.subcommand === "reload") return reload(context);
    const { asker, words, services } = context;
    return { outcome: "done", blocks: renderSources(await services.listSources(asker.guildId), words) };
  },
};

async function reload(context: CommandContext): Promise<Reply> {
  const { options, asker, words, services, signal } = context;
  const typed = options.text("source");
  const ids = (await services.listSources(asker.guildId)).map(({ id }) => id);
  const sourceId = typed === undefined ? undefined : findName(typed, ids);
  if (typed !== undefined && sourceId === undefined) {
    return refuse(words.unknownSource(echo(typed)), ...offerNames(ids, context));
  }
  const outcome = await services.reload({
    guildId: asker.guildId,
    ...(sourceId === undefined ? {} : { sourceId }),
    signal,
    onUpdate: (update) => context.show(renderReloadUpdate(update, words)),
  });
  const isWhole = outcome.sources.every(({ error }) => error === undefined);
  return { outcome: isWhole ? "done" : "failed", blocks: renderReloadOutcome(outcome, words) };
}
