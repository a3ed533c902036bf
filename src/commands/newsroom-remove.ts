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
      change: { kind: "remove", sourceId: source.id, name: source.name },
    },
  };
}

/** Deletes a source of the server's own. */
export async function removeSource(
  { asker, words, services }: Omit<CommandContext, "options">,
  { sourceId, name }: { readonly sourceId: string; readonly name: string },
): Promise<Reply> {
  const counts = await services.newsroom.remove({ ...asker, sourceId });
  if (!counts) return refuse(words.unknownSource(echo(name)));
  return done(words.removed(`“${echo(name)}”`), words.removedCounts(counts));
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
      change: { kind: "takedown", target },
    },
  };
}

/** Deletes what came from an address or a domain. */
export async function takeDown(
  { asker, words, services }: Omit<CommandContext, "options">,
  target: string,
): Promise<Reply> {
  const result = await services.newsroom.takeDown({ ...asker, target });
  if (result.kind === "refused") return refuse(echo(result.reason));
  return done(words.takenDown(`“${echo(result.target)}”`), words.removedCounts(result));
}

const done = (...sentences: string[]): Reply => ({
  outcome: "done",
  blocks: [sentences.map((sentence) => line(markup(sentence)))],
});
