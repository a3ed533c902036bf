import { backUp, checksumFileOf } from "../../store/sqlite/backup.ts";
import type { TerminalCommand } from "../command.ts";
import { storeFileOf } from "../store-file.ts";
import { UsageError } from "../usage-error.ts";

/** `backup --to FILE`: copies the store, also while the bot runs. */
export const backup: TerminalCommand = {
  name: "backup",
  description: "copies the store to a file, also while the bot runs",
  options: ["to"],

  async run({ config, options: { to, json }, output }) {
    if (!to) throw new UsageError("name the file to write: backup --to FILE");
    const made = await backUp({ file: storeFileOf(config), to });
    if (json) return output.printJson({ to, ...made });
    const { schema, sources, articles, bytes, sha256 } = made;
    output.print([
      { text: `${to}: ${sources} sources, ${articles} articles, schema ${schema}, ${bytes} bytes, checked` },
      { text: `sha256 ${sha256}, in ${checksumFileOf(to)} too` },
    ]);
  },
};
