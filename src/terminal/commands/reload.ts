import type { Reload } from "../../sources/reload.ts";
import type { TerminalCommand } from "../command.ts";
import { openNewsroom } from "../newsroom.ts";

/** `reload`: reads the sources again and says what has changed. */
export const reload: TerminalCommand = {
  name: "reload",
  description: "reads the sources again",
  options: [],

  async run(request) {
    const { options, output } = request;
    const { reloads, close } = await openNewsroom(request, { withFeeds: true });
    await close();
    if (options.json) output.printJson({ sources: reloads.sources.map(reloadToJson), ms: reloads.ms });
    else output.print(reloads.sources.map((source) => ({ text: describeReload(source) })));
    const broken = reloads.sources.find(({ error }) => error !== undefined);
    if (broken) throw new Error(`${broken.id}: ${broken.error}`);
  },
};

function reloadToJson({ failed, name: _, notices: __, ...reload }: Reload) {
  return { ...reload, failed: failed.map(({ name, reason }) => ({ name, reason })) };
}

function describeReload({ id, added, changed, removed, unchanged, failed, ms }: Reload): string {
  const counts = `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged, ${failed.length} failed`;
  return `${id}: ${counts} (${Math.round(ms)} ms)`;
}
