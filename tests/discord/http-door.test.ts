import { expect, onTestFinished, test } from "vitest";
import type { BotServices } from "../../src/commands/command.ts";
import { type Bot, createBot } from "../../src/discord/bot.ts";
import { startInteractionsServer } from "../../src/http/interactions.ts";
import type { LocalDiscord } from "../../src/local-discord/server.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { answered } from "./answers.ts";
import { buttonsOf, createBotScene, fakeNewsroom, fakeServices, sourceStatus, textOf } from "./bot-scene.ts";

const QUESTION = { question: "What did the minister say?" };

test("a bot without a gateway answers commands, suggestions, buttons and forms that come over HTTP", async () => {
  const { discord, mo, outcomes } = await createScene();
  expect(discord.isBotOnline()).toBe(false);
  expect(await mo.autocomplete("ask", "outlet", { outlet: "harb" }).outcome()).toMatchObject({
    kind: "choices",
    choices: [{ name: "The Harbour Post" }],
  });
  const message = await mo.slash("ask", QUESTION).reply();
  expect(textOf(message)).toContain("The minister reported progress.");
  const [receipts = "", followUp = ""] = buttonsOf(message);
  expect((await mo.click(message, receipts).outcome()).kind).toBe("message");
  const form = mo.click(message, followUp);
  expect((await form.outcome()).kind).toBe("modal");
  expect(textOf(await mo.submit(form, { question: "And then?" }).reply())).toContain("progress");
  await expect
    .poll(() => outcomes.map(({ command }) => command))
    .toEqual(["autocomplete", "ask", "receipts", "follow-up form", "follow-up"]);
});

test("what one copy of the bot has said, another shows the receipts of, follows up and does, once", async () => {
  const store = await createSqliteStore({ file: ":memory:" });
  const removed: string[] = [];
  const newsroom = {
    listSources: async () => [sourceStatus({ id: "own", name: "Harbour", isHouse: false })],
    async remove({ sourceId }: { readonly sourceId: string }) {
      removed.push(sourceId);
      return { articles: 1, passages: 2, vectors: 2 };
    },
  };
  const scene = await createScene({ newsroom, bot: { texts: store } });
  const { mo, discord } = scene;
  const answer = await mo.slash("ask", QUESTION).reply();
  const proposal = await mo.slash("newsroom remove", { source: "Harbour" }).reply();

  await openDoor(discord, createCopy(discord, fakeServices({ newsroom: fakeNewsroom(newsroom) }), store));

  const [receipts = "", followUp = ""] = buttonsOf(answer);
  expect(textOf(await mo.click(answer, receipts).reply())).toContain("**made progress**");
  const form = mo.click(answer, followUp);
  expect((await form.outcome()).kind).toBe("modal");
  expect(textOf(await mo.submit(form, { question: "And then?" }).reply())).toContain("progress");
  const [confirm = ""] = buttonsOf(proposal);
  await mo.forgeClick(proposal, confirm).reply((shown) => textOf(shown).includes("is removed"));
  await openDoor(discord, scene.bot);
  expect(textOf(await mo.forgeClick(proposal, confirm).reply())).toContain("too old");
  expect(removed).toEqual(["own"]);
});

test("what comes to two copies of the bot is answered by one of them", async () => {
  let questions = 0;
  const services = fakeServices({
    async answerQuestion({ question }) {
      questions += 1;
      return answered({ question });
    },
  });
  const { bot, discord, mo, outcomes } = await createScene({ services });
  const copy = createCopy(discord, services);
  await openDoor(discord, {
    receive(payload) {
      bot.receive(payload);
      copy.receive(payload);
    },
  });
  for (let round = 1; round <= 3; round += 1) {
    expect(textOf(await mo.slash("ask", QUESTION).reply())).toContain("progress");
    await expect.poll(() => outcomes).toHaveLength(round);
  }
  expect(questions).toBe(3);
});

test("Discord does not take an address that lets forged interactions in", async () => {
  const { discord } = await createBotScene();
  await expect(discord.useEndpoint(discord.apiUrl)).rejects.toThrow("could not be verified");
});

/** The bot, with a local Discord that sends it interactions over HTTP alone. */
async function createScene({ bot, ...options }: Parameters<typeof createBotScene>[0] = {}) {
  const scene = await createBotScene({ ...options, bot: { shards: "none", ...bot } });
  await openDoor(scene.discord, scene.bot);
  return scene;
}

/** Another process of the same bot, without a gateway too. */
function createCopy(discord: LocalDiscord, services: BotServices, texts?: Store): Bot {
  const copy = createBot({
    token: discord.token,
    apiUrl: discord.apiUrl,
    services,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    onOutcome() {},
    onDisconnect() {},
    shards: "none",
    ...(texts ? { texts } : {}),
  });
  onTestFinished(() => copy.stop(0));
  return copy;
}

/** From now on this bot gets what members do. */
async function openDoor(discord: LocalDiscord, { receive }: Pick<Bot, "receive">): Promise<void> {
  const { publicKey } = discord;
  const now = () => new Date();
  const door = { host: "127.0.0.1", port: 0, publicKey, now, onInteraction: receive };
  const { port, close } = await startInteractionsServer(door);
  onTestFinished(close);
  await discord.useEndpoint(`http://127.0.0.1:${port}/`);
}
