import { restore as restoreFile } from "../../store/sqlite/restore.ts";
import type { TerminalCommand } from "../command.ts";
import { storeFileOf } from "../store-file.ts";
import { UsageError } from "../usage-error.ts";

/** `restore --from FILE`: puts a backup in the store's place while the bot does not run. */
export const restore: TerminalCommand = {
  name: "restore",
  description: "puts a backup in the store's place while the bot does not run",
  options: ["from"],

  async run({ config, options: { from, json }, output }) {
    if (!from) throw new UsageError("name the backup: restore --from FILE");
    const file = storeFileOf(config);
    const { aside, ...contents } = await restoreFile({ from, file });
    if (json) return output.printJson({ file, aside: aside ?? null, ...contents });
    const { schema, sources, articles } = contents;
    output.print([
      { text: `${file}: ${sources} sources, ${articles} articles, schema ${schema}, checked` },
      ...(aside === undefined ? [] : [{ text: `what was there is kept as ${aside}` }]),
    ]);
  },
};
