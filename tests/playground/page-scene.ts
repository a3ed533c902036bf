import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { launchChromium } from "../../scripts/chromium.ts";
import { type Playground, startPlayground } from "../../src/playground/playground.ts";
import { writeArticles } from "../end-to-end/articles.ts";
import { startModel } from "../end-to-end/model.ts";

/** A page as somebody has it before them. */
export interface OpenPage {
  readonly page: Page;
  /** The message box. */
  readonly box: Locator;
  /** The last message of the bot's. */
  readonly last: Locator;
  /** Does something, and waits until a message more is there. */
  awaitReply(act: () => Promise<void>): Promise<void>;
  /** Sends `/ask`, and waits until its message is there. */
  ask(question: string): Promise<void>;
  /** Becomes somebody, or goes to another server. */
  become(name: "Mia" | "Mo" | "Harbour Readers" | "Island Club"): Promise<void>;
}

/** The real playground, with a model on this machine and one browser. */
export interface PageScene {
  readonly playground: Playground;
  readonly model: Awaited<ReturnType<typeof startModel>>;
  /** Every address that any page asked for, and everything that any page complained of. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  /** How far the bot was when the first page stood there. */
  readonly firstState: string;
  open(options?: Parameters<Browser["newContext"]>[0]): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Starts everything, and waits until the bot has read its sources. */
export async function createPageScene(): Promise<PageScene> {
  const folder = await mkdtemp(join(tmpdir(), "on-record-page-"));
  const seeds = join(folder, "seeds");
  await writeArticles(seeds);
  const model = await startModel();
  const playground = await startPlayground({
    port: 0,
    environment: {
      SEEDS_DIR: seeds,
      EMBEDDINGS: "none",
      OPENAI_BASE_URL: model.baseURL,
      OPENAI_CHAT_MODEL: "test-model",
    },
  });
  const browser = await launchChromium();
  const requests: string[] = [];
  const complaints: string[] = [];

  const open: PageScene["open"] = async (options) => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(playground.address);
    await hasMessages(page);
    return describePage(page);
  };
  const first = await open();
  const firstState = (await first.page.locator("#bot-state").textContent()) ?? "";
  await playground.ready;
  return {
    playground,
    model,
    requests,
    complaints,
    firstState,
    open,
    async close() {
      await browser.close();
      await playground.close();
      await model.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whatever there is to see is there. */
const hasMessages = (page: Page) => page.locator("#log[aria-busy=false]").waitFor();

function describePage(page: Page): OpenPage {
  const articles = page.getByRole("article");
  const awaitReply: OpenPage["awaitReply"] = async (act) => {
    const count = await articles.count();
    await act();
    await articles.nth(count).waitFor();
  };
  const box = page.getByRole("combobox", { name: "Message #newsroom" });
  return {
    page,
    box,
    last: articles.last(),
    awaitReply,
    async ask(question) {
      await awaitReply(async () => {
        await box.fill("/ask ");
        await page.getByRole("combobox", { name: "question" }).fill(question);
        await page.keyboard.press("Enter");
      });
    },
    async become(name) {
      await page.getByRole("button", { name }).click();
      await hasMessages(page);
    },
  };
}
