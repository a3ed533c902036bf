import { renderReloadOutcome, renderReloadUpdate } from "../discord/render-newsroom.ts";
import type { CommandContext, Reply } from "./command.ts";
import { echo, findName, offerNames, refuse } from "./filter.ts";

/** `/newsroom reload [source]`: reads the sources again, with progress. */
export async function reload(context: CommandContext): Promise<Reply> {
  const { options, asker, words, services } = context;
  const typed = options.text("source");
  if (typed === undefined) return readAgain(context);
  const sources = await services.newsroom.listSources(asker.guildId);
  const names = sources.map(({ name }) => name);
  const name = findName(typed, names);
  const source = sources.find((one) => one.name === name);
  if (!source) return refuse(words.unknownSource(echo(typed)), ...offerNames(names, context));
  return readAgain(context, source.id);
}

/** Reads one source again, or all that the server sees. */
export async function readAgain(context: Omit<CommandContext, "options">, sourceId?: string): Promise<Reply> {
  const { asker, words, services, signal } = context;
  const outcome = await services.newsroom.reload({
    guildId: asker.guildId,
    sourceId,
    signal,
    onUpdate: (update) => context.show(renderReloadUpdate(update, words)),
  });
  const isWhole = outcome.sources.every(({ error }) => error === undefined);
  return { outcome: isWhole ? "done" : "failed", blocks: renderReloadOutcome(outcome, words) };
}
