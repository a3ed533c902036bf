import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Message } from "../src/local-discord/messages.ts";
import { createWorld, isWhole } from "../tests/end-to-end/world.ts";
import { renderDiscordPage } from "./discord-page.ts";

/**
 * Makes the README's picture from what the real bot sends: `npm run picture`. Everything runs on this machine; needs
 * Chromium, a font like Discord's and pngquant (on Debian: `apt-get install chromium fonts-noto-core pngquant`).
 */
const QUESTION = "what did Oman say";
const SEEDS = fileURLToPath(new URL("../seeds", import.meta.url));
const PICTURE = fileURLToPath(new URL("../docs/reply.png", import.meta.url));
/** As wide as a README is shown; twice the pixels, for screens that have them. */
const WIDTH_PX = 760;
const SCALE = 2;
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const message = await askBot();
await photograph(renderDiscordPage({ asker: "Mia", bot: "On Record", message }));
process.stdout.write(`${PICTURE}\n`);

/** The last state of the reply, as Discord got it from the real bot. */
async function askBot(): Promise<Message> {
  const world = await createWorld({ settings: { SEEDS_DIR: SEEDS } });
  try {
    await world.startBot();
    const reply = await world.mia.slash("ask", { question: QUESTION }).reply(isWhole);
    const broken = world.discord.brokenRules();
    if (broken.length > 0) throw new Error(`Discord would refuse it: ${JSON.stringify(broken)}`);
    return reply;
  } finally {
    await world.close();
  }
}

async function photograph(html: string): Promise<void> {
  const executablePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage({
      viewport: { width: WIDTH_PX, height: 100 },
      deviceScaleFactor: SCALE,
    });
    await page.setContent(html);
    await page.locator("main").screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
  // A third of the bytes, and nothing that an eye would miss.
  execFileSync("pngquant", ["--force", "--strip", "--quality", "80-100", "--output", PICTURE, PICTURE]);
}
