import { describe, expect, test, vi } from "vitest";
import { failWith } from "../support/openai-behaviours.ts";
import { QUESTION } from "./articles.ts";
import { startBotProcess } from "./bot-process.ts";
import { answerTruly } from "./model.ts";
import { createTestWorld } from "./test-world.ts";
import { integrityOf, isWhole, PROCESS_TIMEOUT_MS, textOf } from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS });

describe("a bot that is told to stop", () => {
  test("finishes what is under way, takes nothing new, and ends with status 0", async () => {
    const world = await createTestWorld({ hasModel: true });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    world.model.chatWith(async (request, response) => {
      await released;
      answerTruly()(request, response);
    });
    const bot = await world.startBot();
    const asked = [QUESTION, `${QUESTION} Say more.`].map((question) => world.mia.slash("ask", { question }));
    await world.model.received(2);
    bot.kill("SIGTERM");
    await bot.logged(({ event }) => event === "stopping");
    const late = await world.mo.slash("ask", { question: QUESTION }).reply();
    expect(textOf(late)).toContain("I am restarting. Please ask again in a minute.");
    release();
    for (const each of asked) {
      const message = await each.reply(isWhole);
      expect(textOf(message)).toContain("significant progress");
    }
    expect(await bot.ended()).toBe(0);
    expect(integrityOf(world)).toBe("ok");
  });

  test("tells whoever has waited for too long what to do", async () => {
    const world = await createTestWorld({ hasModel: true });
    world.model.chatWith(() => {});
    const bot = await world.startBot();
    const asked = world.mia.slash("ask", { question: QUESTION });
    await world.model.received(1);
    bot.kill("SIGINT");
    expect(textOf(await asked.reply())).toContain("I am restarting. Please ask again in a minute.");
    expect(await bot.ended()).toBe(0);
  });

  test("ends at once while Discord still lets it wait", async () => {
    const world = await createTestWorld();
    world.discord.restFaults.plan({ route: "GET /gateway/bot", fault: { kind: "hang" }, times: 9 });
    const bot = startBotProcess({ settings: world.settings, cwd: world.folder });
    await bot.logged(({ event }) => event === "commands");
    bot.kill("SIGTERM");
    expect(await bot.ended()).toBe(0);
  });
});

test("at the level debug questions stand in the log, and no token or key ever", async () => {
  const world = await createTestWorld({ hasModel: true });
  const OPENAI_API_KEY = "sk-not-for-anybodys-eyes";
  const bot = await world.startBot({ LOG_LEVEL: "debug", OPENAI_API_KEY });
  world.model.chatWith(failWith(401, { message: `Incorrect API key provided: ${OPENAI_API_KEY}` }));
  world.discord.restFaults.plan({
    route: "PATCH /webhooks/{application}/{token}/messages/{message}",
    fault: { kind: "server error", status: 500 },
    times: 3,
  });
  await world.mia.slash("ask", { question: QUESTION }).reply(isWhole);
  expect(await bot.logged(({ event }) => event === "question")).toMatchObject({ question: QUESTION });
  expect(bot.output()).not.toContain(world.discord.token);
  expect(bot.output()).not.toContain(OPENAI_API_KEY);
  expect(bot.output()).not.toMatch(/\/(?:webhooks|interactions)\/\d+\/[\w-]{20}/);
});
