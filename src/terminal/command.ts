import type { Config } from "../config.ts";
import type { OptionName, Options } from "./options.ts";
import type { Output } from "./output.ts";

/** One call of the terminal: its name, what `--help` says of it, and what it does are one object. */
export interface TerminalCommand {
  readonly name: string;
  /** The words that it takes, as `--help` shows them; undefined when it takes none. */
  readonly words?: string;
  readonly description: string;
  /** The options that it takes beside those that every command takes. */
  readonly options: readonly OptionName[];
  /** Prints what was asked for. Rejects with a `UsageError` when the call is wrong, and when it can't be done. */
  run(request: TerminalRequest): Promise<void>;
}

/** Everything that a command needs. */
export interface TerminalRequest {
  readonly config: Config;
  readonly options: Options;
  readonly output: Output;
  readonly now: () => Date;
  /** Aborts when whoever called has had enough. */
  readonly signal: AbortSignal;
}
