import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** It runs as root in containers, shows nothing, and asks nobody on the network for anything. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium that this machine has; undefined where it has none (on Debian: `apt-get install chromium`). */
export function findChromium(): string | undefined {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // Under another name, perhaps.
    }
  }
  return undefined;
}

/** Starts it. Throws where there is none. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no Chromium here");
  return chromium.launch({ executablePath, args: FLAGS });
}
