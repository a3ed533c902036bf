import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startPlayground } from "../src/playground/playground.ts";
import { launchChromium } from "./chromium.ts";

/**
 * Makes the README's pictures from the real bot's replies on the playground's page: `npm run screenshots`. Everything
 * runs on this machine; needs Chromium, a font like Discord's and pngquant (on Debian:
 * `apt-get install chromium fonts-noto-core pngquant`).
 */
const QUESTION = "what did Oman say";
/** As wide as a README is shown; twice the pixels, for screens that have them. */
const WIDTH_PX = 760;
const SCALE = 2;

const playground = await startPlayground({
  port: 0,
  environment: { SEEDS_DIR: fileURLToPath(new URL("../seeds", import.meta.url)), EMBEDDINGS: "none" },
});
const browser = await launchChromium();
try {
  await playground.ready;
  await photographReply();
  await photographPlayground();
  const broken = playground.town.discord.brokenRules();
  if (broken.length > 0) throw new Error(`Discord would refuse it: ${JSON.stringify(broken)}`);
} finally {
  await browser.close();
  await playground.close();
}

/** The answer alone. */
async function photographReply(): Promise<void> {
  const page = await open({ width: WIDTH_PX, height: 900 });
  await ask(page);
  await page.mouse.move(0, 0);
  const message = page.getByRole("article").last();
  await save(await message.screenshot(), "reply");
}

/** The whole page, with the way that the answer took. */
async function photographPlayground(): Promise<void> {
  const page = await open({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Island Club" }).click();
  await page.getByRole("button", { name: "Behind the scenes" }).click();
  await ask(page);
  await page.getByRole("tabpanel", { name: "The way" }).getByText("How it was read").waitFor();
  await save(await page.screenshot(), "playground");
}

async function open(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const page = await browser.newPage({
    viewport,
    deviceScaleFactor: SCALE,
    colorScheme: "dark",
    timezoneId: "UTC",
    locale: "en-US",
    reducedMotion: "reduce",
  });
  await page.goto(playground.address);
  return page;
}

async function ask(page: Page): Promise<void> {
  await page.getByRole("button", { name: `/ask ${QUESTION}` }).click();
  await page.getByRole("article").last().getByRole("button", { name: "Receipts" }).waitFor();
}

async function save(picture: Buffer, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../docs/${name}.png`, import.meta.url));
  // A third of the bytes, and nothing that an eye would miss.
  const args = ["--force", "--strip", "--quality", "80-100", "--output", path, "-"];
  execFileSync("pngquant", args, { input: picture });
  process.stdout.write(`${path}\n`);
}
