import { setTimeout as sleep } from "node:timers/promises";
import { GatewayDispatchEvents } from "discord.js";
import { expect, test } from "vitest";
import type { Command } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { createConversations } from "../../src/discord/conversation.ts";
import { createDispatcher } from "../../src/discord/dispatch.ts";
import { createKeptTexts } from "../../src/discord/kept-texts.ts";
import { line, markup } from "../../src/discord/markup.ts";
import { createProposals } from "../../src/discord/proposals.ts";
import { createReply } from "../../src/discord/reply.ts";
import { createShelf } from "../../src/discord/shelf.ts";
import { startBot } from "../local-discord/bot.ts";
import { createScene } from "../local-discord/scene.ts";
import { createBotScene, fakeServices, textOf } from "./bot-scene.ts";

const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const data = commands.map((command) => command.data);

test("an interaction that the gateway brings twice is answered once", async () => {
  const { discord, mo } = await createScene();
  const clock = { now: () => Date.now(), sleep: (ms: number) => sleep(ms) };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const texts = createKeptTexts({ clock, onError() {} });
  const shelf = createShelf(texts);
  const proposals = createProposals(texts);
  const deps = { services: fakeServices(), shelf, proposals, clock, log, onOutcome() {} };
  const conversations = createConversations({ ...deps, maxInFlight: 9, answerWithinMs: 1000 });
  const { client } = await startBot(discord, data);
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload) => {
    void Promise.all([dispatch(payload), dispatch(payload)]);
  });
  const dispatch = createDispatcher({
    ...deps,
    commands,
    conversations,
    createReply: (address) => createReply({ rest: client.rest, clock, onFailure() {} }, address),
  });
  await mo.slash("sources").reply();
  expect(discord.calls(CALLBACK)).toHaveLength(1);
});

test("a reply that Discord refuses is replaced by an apology", async () => {
  const tooLong: Command = {
    data: { name: "sources", description: "Too long" },
    isEphemeral: () => false,
    run: async () => ({ outcome: "done", blocks: [[line(markup("x".repeat(5000)))]] }),
  };
  const { mo, outcomes } = await createBotScene({ bot: { commands: [tooLong] }, mayBreakRules: true });
  expect(textOf(await mo.slash("sources").reply())).toContain("Something went wrong here");
  await expect.poll(() => outcomes[0]?.outcome).toBe("failed");
});

test("a command that this version no longer has says that it has changed", async () => {
  const { mo } = await createBotScene({ bot: { commands: [] } });
  expect(textOf(await mo.slash("sources").reply())).toContain("This command has changed.");
});
