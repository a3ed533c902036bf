import { config as loadDotenv } from "dotenv";
import { ConfigError, parseConfig } from "./config.ts";
import { terminalCommands } from "./terminal/commands.ts";
import { parseOptions } from "./terminal/options.ts";
import { createOutput } from "./terminal/output.ts";
import { UsageError } from "./terminal/usage.ts";

/** The terminal: the bot's own services without Discord. Exit status 0 done, 2 bad usage or settings, 1 anything else. */
async function main(): Promise<number> {
  const output = createOutput(process.stdout, process.stderr);
  const interrupt = new AbortController();
  process.once("SIGINT", () => interrupt.abort(new Error("interrupted")));
  try {
    loadDotenv({ quiet: true });
    const options = parseOptions(process.argv.slice(2), new Date());
    const config = parseConfig(process.env);
    await terminalCommands[options.command]({ config, options, output, signal: interrupt.signal });
    return 0;
  } catch (error) {
    output.note(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

process.exitCode = await main();
