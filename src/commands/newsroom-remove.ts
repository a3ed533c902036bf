import { PermissionFlagsBits } from "discord.js";
import { line, markup } from "../discord/markup.ts";
import type { CommandContext, Reply } from "./command.ts";
import { echo, findName, offerNames, refuse } from "./filter.ts";

/** `/newsroom remove source`: asks once, then deletes a source of the server's own and all that came from it. */
export async function proposeRemoval(context: CommandContext): Promise<Reply> {
  const { options, asker, words, services } = context;
  const typed = options.text("source") ?? "";
  const sources = await services.newsroom.listSources(asker.guildId);
  const names = sources.map(({ name }) => name);
  const source = sources.find(({ name }) => name === findName(typed, names));
  if (!source) return refuse(words.unknownSource(echo(typed)), ...offerNames(names, context));
  const name = `“${echo(source.name)}”`;
  if (source.isHouse) return refuse(words.notRemovable(name));
  return {
    outcome: "done",
    blocks: [[line(markup(words.removeQuestion({ name, articles: source.articles })))]],
    proposal: {
      label: words.remove,
      isDestructive: true,
      needs: PermissionFlagsBits.ManageGuild,
      async run(pressed) {
        const counts = await pressed.services.newsroom.remove({ ...pressed.asker, sourceId: source.id });
        if (!counts) return refuse(pressed.words.unknownSource(echo(source.name)));
        return done(pressed.words.removed(name), pressed.words.removedCounts(counts));
      },
    },
  };
}

/** `/newsroom takedown target`: asks once, then deletes what came from an address or a domain, for good. */
export async function proposeTakedown({ options, words }: CommandContext): Promise<Reply> {
  const target = options.text("target") ?? "";
  return {
    outcome: "done",
    blocks: [[line(markup(words.takedownQuestion(`“${echo(target)}”`)))]],
    proposal: {
      label: words.takeDown,
      isDestructive: true,
      needs: PermissionFlagsBits.ManageGuild,
      async run(pressed) {
        const result = await pressed.services.newsroom.takeDown({ ...pressed.asker, target });
        if (result.kind === "refused") return refuse(echo(result.reason));
        const name = `“${echo(result.target)}”`;
        return done(pressed.words.takenDown(name), pressed.words.removedCounts(result));
      },
    },
  };
}

const done = (...sentences: string[]): Reply => ({
  outcome: "done",
  blocks: [sentences.map((sentence) => line(markup(sentence)))],
});
