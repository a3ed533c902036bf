import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { UsageError } from "../src/terminal/usage-error.ts";
import { sections } from "./sections/index.ts";
import type { Section } from "./sections/section.ts";

/** Data that others wrote, where this project lies beside it. */
const SHARED_FOLDER = "../shared/data";

/** What one call of the evaluation is asked for. */
export interface EvalOptions {
  /** The folder of the shared data; undefined: the project's own newsroom alone. */
  readonly data: string | undefined;
  readonly sections: readonly Section[];
  readonly json: boolean;
  /** Where the report page is written. */
  readonly report: string | undefined;
}

/** What `--help` prints. */
export const USAGE = `npm run -s eval -- [--frozen | --data DIR] [--only ${sections.map(({ name }) => name).join(",")}] [--json] [--report FILE.html]

Measures the bot on the project's own frozen newsroom, and on the shared data where it is there (${SHARED_FOLDER}).
EMBEDDINGS=none leaves vectors out: faster, and nearly the same. ANSWERS=auto asks the configured model.
Exit status: 0 all floors hold, 1 one does not, 2 bad usage or settings.`;

/** Parses the arguments; undefined when they ask for help. Throws a `UsageError` that says what is wrong. */
export function parseOptions(args: readonly string[]): EvalOptions | undefined {
  const { frozen = false, data, only, json = false, report, help } = parse(args);
  if (help) return undefined;
  if (frozen && data !== undefined) throw new UsageError("--frozen and --data exclude each other");
  const folder = frozen ? undefined : (data ?? (existsSync(SHARED_FOLDER) ? SHARED_FOLDER : undefined));
  if (folder !== undefined && !existsSync(folder))
    throw new UsageError(`--data: there is no folder ${folder}`);
  return { data: folder, sections: chooseSections(only), json, report };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        frozen: { type: "boolean" },
        data: { type: "string" },
        only: { type: "string" },
        json: { type: "boolean" },
        report: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function chooseSections(only: string | undefined): readonly Section[] {
  if (only === undefined) return sections;
  const names = only.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !sections.some((section) => section.name === name));
  if (unknown !== undefined)
    throw new UsageError(`--only knows ${sections.map(({ name }) => name).join(", ")}, not "${unknown}"`);
  return sections.filter(({ name }) => names.includes(name));
}
