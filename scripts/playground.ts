import { spawn } from "node:child_process";
import { config as loadDotenv } from "dotenv";
import { z } from "zod";
import { startPlayground } from "../src/playground/playground.ts";

/**
 * The bot in a browser, with no token and no key: `npm run playground`. Takes the bot's settings from the environment
 * or `.env`, but for Discord's and the database; `PLAYGROUND_PORT` is the page's port.
 */
const DEFAULT_PORT = 4173;
const portSchema = z.coerce.number().int().min(0).max(65_535);

loadDotenv({ quiet: true });
try {
  const port = portSchema.safeParse(process.env.PLAYGROUND_PORT || DEFAULT_PORT);
  if (!port.success) throw new Error("PLAYGROUND_PORT has to be a port from 0 to 65535");
  const playground = await startPlayground({
    environment: process.env,
    port: port.data,
    onTrouble: (line) => process.stderr.write(`${JSON.stringify(line)}\n`),
  });
  process.stdout.write(`\n  On Record's playground: ${playground.address}\n  Stop it with Ctrl+C.\n\n`);
  openBrowser(playground.address);
  playground.ready.catch((error: unknown) => process.stderr.write(`${error}\n`));
  stopOnSignal(() => playground.close());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

/** Whoever does not want to wait for what is under way says so twice. */
function stopOnSignal(close: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void close().finally(() => process.exit(0));
    });
  }
}

/** Where there is a desktop; nothing is lost where there is none. */
function openBrowser(address: string): void {
  const hasDesktop = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDesktop || process.env.CI) return;
  const [command = "", ...words] = { darwin: ["open"], win32: ["cmd", "/c", "start"] }[
    String(process.platform)
  ] ?? ["xdg-open"];
  spawn(command, [...words, address], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
