import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { config as loadDotenv } from "dotenv";
import { ConfigError, parseConfig } from "../src/config.ts";
import { createOutput } from "../src/terminal/output.ts";
import { UsageError } from "../src/terminal/usage-error.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { type EvalOptions, parseOptions, USAGE } from "./options.ts";
import { renderReport } from "./report/page.ts";
import { FROZEN, joinSets, loadFrozenSets, loadSharedSets } from "./sets.ts";
import { renderTable } from "./table.ts";

/** The evaluation: measures the bot's own services and prints one table. */
const output = createOutput(process.stdout, process.stderr);
const interrupt = new AbortController();
process.once("SIGINT", () => interrupt.abort(new Error("interrupted")));
loadDotenv({ quiet: true });

try {
  const options = parseOptions(process.argv.slice(2));
  process.exitCode = options ? await run(options) : help();
} catch (error) {
  output.note(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
}

async function run(options: EvalOptions): Promise<number> {
  const evaluation = await evaluate({
    // A model is asked, and paid for, only where somebody says so.
    config: parseConfig({ ...process.env, ANSWERS: process.env.ANSWERS || "extractive" }),
    sets: await loadSets(options),
    sections: options.sections,
    vectorFile: join("data", "vectors.sqlite"),
    signal: interrupt.signal,
    onNotice: output.note,
    onProgress: output.progress,
  });
  output.progress("");
  if (options.json) output.printJson(evaluation, { isSpread: true });
  else process.stdout.write(renderTable(evaluation));
  if (options.report !== undefined) await writeFile(options.report, renderReport(evaluation));
  return isHeld(evaluation) ? 0 : 1;
}

async function loadSets({ data }: EvalOptions) {
  const frozen = await loadFrozenSets();
  return data === undefined ? frozen : joinSets(frozen, await loadSharedSets(data));
}

/** The floors of the project's own newsroom hold; those of the shared data are aims. */
function isHeld({ sections }: Evaluation): boolean {
  return sections.flatMap(({ rows }) => rows).every(({ set, holds }) => holds || set !== FROZEN);
}

function help(): number {
  process.stdout.write(`${USAGE}\n`);
  return 0;
}
