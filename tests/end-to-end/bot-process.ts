import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { COMPILE_CACHE } from "../support/compile-cache.ts";

/** What `npm start` and `npm run register` run. */
const ENTRIES = { start: "../../src/index.ts", register: "../../scripts/register.ts" } as const;

/** What nobody has caught ends the process, so that it ends a test. */
const STRICT = "--unhandled-rejections=strict";
/** As `npm start` has it. */
const HEAP = "--max-semi-space-size=8";

const lineSchema = z.looseObject({ level: z.string(), event: z.string() });

/** One line of the bot's log. */
export type LogLine = z.infer<typeof lineSchema>;

/** The real bot: the entry of `npm start` in a process of its own. */
export interface BotProcess {
  readonly pid: number;
  /** Everything that it wrote. */
  output(): string;
  /** The first log line that fits, now or later; rejects with the output when the process ends without one. */
  logged(fits: (line: LogLine) => boolean): Promise<LogLine>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process is over: its exit status, or the signal that it died of. */
  ended(): Promise<number | string>;
}

export interface BotProcessOptions {
  /** All that it finds in its environment: none of this process's own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly entry?: keyof typeof ENTRIES;
}

/** Starts the bot, or one of its scripts. */
export function startBotProcess({ settings, cwd, entry = "start" }: BotProcessOptions): BotProcess {
  const script = fileURLToPath(new URL(ENTRIES[entry], import.meta.url));
  const child = spawn(process.execPath, [STRICT, HEAP, script], {
    cwd,
    env: { ...COMPILE_CACHE, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  let output = "";
  let isOver = false;
  child.stdout.on("data", (text) => {
    output += text;
  });
  createInterface({ input: child.stderr }).on("line", (text) => {
    output += `${text}\n`;
    const line = parseLine(text);
    if (line) lines.push(line);
    for (const ask of waiting) ask();
  });
  void closed.then(() => {
    isOver = true;
    for (const ask of waiting) ask();
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    async ended() {
      const [status, signal] = await closed;
      return z.union([z.number(), z.string()]).parse(status ?? signal);
    },
    logged: (fits) =>
      new Promise((resolve, reject) => {
        const ask = () => {
          const line = lines.find(fits);
          if (!line && !isOver) return;
          waiting.delete(ask);
          if (line) resolve(line);
          else reject(new Error(`the bot ended and had said: ${output}`));
        };
        waiting.add(ask);
        ask();
      }),
  };
}

function parseLine(text: string): LogLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
