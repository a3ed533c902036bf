import { expect, onTestFinished, test } from "vitest";
import { startInteractionsServer } from "../../src/http/interactions.ts";
import { buttonsOf, createBotScene, textOf } from "./bot-scene.ts";

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

test("Discord does not take an address that lets forged interactions in", async () => {
  const { discord } = await createBotScene();
  await expect(discord.useEndpoint(discord.apiUrl)).rejects.toThrow("could not be verified");
});

/** The bot, with a local Discord that sends it interactions over HTTP alone. */
async function createScene() {
  const scene = await createBotScene({ bot: { shards: "none" } });
  const { port, close } = await startInteractionsServer({
    host: "127.0.0.1",
    port: 0,
    publicKey: scene.discord.publicKey,
    now: () => new Date(),
    onInteraction: scene.bot.receive,
  });
  onTestFinished(close);
  await scene.discord.useEndpoint(`http://127.0.0.1:${port}/`);
  return scene;
}
