import { ConfigError, parseConfig } from "../config.ts";
import { terminalCommands } from "./commands/index.ts";
import { renderHelp } from "./help.ts";
import { parseCall } from "./options.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

export interface TerminalCall {
  /** The arguments after the program's name. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** Does one call and resolves to its exit status: 0 done, 2 bad usage or settings, 1 anything else. */
export async function runTerminal({ args, environment, output, ...rest }: TerminalCall): Promise<number> {
  try {
    const call = parseCall(args, {
      commands: terminalCommands,
      now: rest.now(),
      timeZone: () => parseConfig(environment).timeZone,
    });
    if (!call) {
      output.print(renderHelp(terminalCommands));
      return 0;
    }
    const config = parseConfig(environment);
    await call.command.run({ config, options: call.options, output, ...rest });
    return 0;
  } catch (error) {
    output.note(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}
