import { createExtractor } from "../../formats/extractor.ts";
import type { TerminalCommand } from "../command.ts";
import { UsageError } from "../usage-error.ts";

/** `read PATH…`: what the newsroom makes of files. One that can't be read says so in its object. */
export const read: TerminalCommand = {
  name: "read",
  words: "PATH…",
  description: "how files are read",
  options: [],

  async run({ options, output, signal }) {
    if (options.words.length === 0) throw new UsageError("read takes the paths of files");
    const extractor = createExtractor();
    for (const path of options.words) {
      signal.throwIfAborted();
      const { kind, articles, failures } = await extractor.readFile(path);
      const reasons = failures.map(({ part, reason }) => (part ? `${part}: ${reason}` : reason));
      for (const reason of reasons) output.note(`not read: ${path}: ${reason}`);
      const shown = articles.map(({ title, outlet, authors, url, publishedAt, dateFrom, body }) => {
        return { title, outlet, authors, url, publishedAt, dateFrom, body };
      });
      const error = reasons.length > 0 ? { error: reasons.join("; ") } : {};
      output.printJson({ path, kind, articles: shown, ...error }, { isSpread: !options.json });
    }
    await extractor.close();
  },
};
