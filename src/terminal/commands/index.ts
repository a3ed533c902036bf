import type { TerminalCommand } from "../command.ts";
import { ask } from "./ask.ts";
import { backup } from "./backup.ts";
import { read } from "./read.ts";
import { reload } from "./reload.ts";
import { restore } from "./restore.ts";
import { search } from "./search.ts";
import { statements } from "./statements.ts";
import { summary } from "./summary.ts";
import { verify } from "./verify.ts";

/** Every command, in the order in which `--help` names them. */
export const terminalCommands: readonly TerminalCommand[] = [
  ask,
  search,
  summary,
  verify,
  statements,
  read,
  reload,
  backup,
  restore,
];
