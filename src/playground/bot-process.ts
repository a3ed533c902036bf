import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const ENTRY = fileURLToPath(new URL("../index.ts", import.meta.url));
/** Longer than the bot takes to let answers under way finish. */
const STOP_WITHIN_MS = 12_000;
/** Enough to see why a bot that would not start did not. */
const LINES_KEPT = 20;

const lineSchema = z.looseObject({ level: z.string(), event: z.string() });

/** One line of the bot's log. */
export type LogLine = z.infer<typeof lineSchema>;

export interface BotProcessOptions {
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: LogLine) => void;
  /** The process is over, and nobody had told it to stop: its last lines. */
  readonly onEnd: (lastLines: string) => void;
}

/** The bot, as `npm start` runs it. */
export interface BotProcess {
  /** Tells it to stop, and resolves when it is over. */
  stop(): Promise<void>;
}

/** Starts the bot in a process of its own. */
export function startBotProcess({ environment, onLine, onEnd }: BotProcessOptions): BotProcess {
  const child = spawn(process.execPath, [ENTRY], { env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const closed = once(child, "close");
  const lastLines: string[] = [];
  let isStopping = false;
  createInterface({ input: child.stderr }).on("line", (text) => {
    lastLines.push(text);
    if (lastLines.length > LINES_KEPT) lastLines.shift();
    const line = parseLine(text);
    if (line) onLine(line);
  });
  // However this process ends, the bot does not outlive it.
  const killBot = () => void child.kill("SIGKILL");
  process.once("exit", killBot);
  void closed.then(() => {
    process.off("exit", killBot);
    if (!isStopping) onEnd(lastLines.join("\n"));
  });
  return {
    async stop() {
      isStopping = true;
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      await closed;
      clearTimeout(impatience);
    },
  };
}

/** What is no line of the log, such as a warning of Node's, is none. */
function parseLine(text: string): LogLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
