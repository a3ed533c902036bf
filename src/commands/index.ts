import { ask } from "./ask.ts";
import type { Command } from "./command.ts";
import { newsroom } from "./newsroom.ts";
import { sources } from "./sources.ts";
import { summary } from "./summary.ts";

/** Every command: what is registered, dispatched and documented. */
export const commands: readonly Command[] = [ask, summary, sources, newsroom];
