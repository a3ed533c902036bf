import { clip, escapeText, line, markup } from "../discord/markup.ts";
import { MAX_REASON_CHARS, renderPreview } from "../discord/render-newsroom.ts";
import type { Preview } from "../sources/newsroom.ts";
import type { CommandContext, Reply } from "./command.ts";
import { echo, refuse } from "./filter.ts";
import { readAgain } from "./newsroom-reload.ts";

/** `/newsroom add address [name]`: shows what an address would bring; it is kept when the moderator says so. */
export async function proposeAdding({
  options,
  asker,
  words,
  services,
  signal,
}: CommandContext): Promise<Reply> {
  const address = options.text("address") ?? "";
  const name = options.text("name");
  const preview = await services.newsroom.preview({ guildId: asker.guildId, address, name, signal });
  if (preview.kind === "refused") return refuse(words.notAdded(say(preview.reason)));
  return {
    outcome: "done",
    blocks: renderPreview(preview, words),
    proposal: {
      label: words.keep,
      isDestructive: false,
      change: { kind: "add", source: preview.source },
    },
  };
}

/** Added and read at once, so that members can ask about it. */
export async function addSource(
  context: Omit<CommandContext, "options">,
  source: Preview["source"],
): Promise<Reply> {
  const { asker, words, services } = context;
  const added = await services.newsroom.add({ ...asker, source });
  if ("reason" in added) return refuse(words.notAdded(say(added.reason)));
  const read = await readAgain(context, added.id);
  if (read.outcome !== "done") return read;
  return { ...read, blocks: [[line(markup(words.added(`“${echo(added.name)}”`)))], ...read.blocks] };
}

/** Reasons name addresses that others chose. */
const say = (reason: string) => escapeText(clip(reason, MAX_REASON_CHARS));
