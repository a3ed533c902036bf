import { expect, test, vi } from "vitest";
import { QUESTION, QUOTE, writeArticle } from "./articles.ts";
import { answerTruly } from "./model.ts";
import { createTestWorld } from "./test-world.ts";
import { buttonOf, isWhole, PROCESS_TIMEOUT_MS, textOf, type World } from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS });

test("a cooldown and a daily budget hold, also after a restart", async () => {
  const settings = { MEMBER_COOLDOWN_SECONDS: "600", GUILD_DAILY_TOKENS: "10" };
  const world = await createTestWorld({ hasModel: true, settings });
  const bot = await world.startBot();
  const ask = async (person: World["mia"], question = QUESTION) =>
    textOf(await person.slash("ask", { question }).reply(isWhole));
  expect(await ask(world.mia)).toContain("by a model");
  expect(await ask(world.mia)).toMatch(/You have just asked\. Please ask again in \d+ s\./);
  bot.kill("SIGTERM");
  expect(await bot.ended()).toBe(0);

  await world.startBot();
  expect(await ask(world.mia)).toContain("You have just asked");
  // Not the same question, whose answer is there already and costs nothing.
  const poor = await ask(world.mo, `${QUESTION} And when?`);
  expect(poor).toContain("· in the sources’ own words");
  expect(poor).toContain("tokens for today are used up");
  expect(await ask(world.ines)).toContain("by a model");
});

test("a hundred questions at once are all acknowledged and answered", async () => {
  const world = await createTestWorld({ hasModel: true });
  world.model.chatWith(answerTruly({ pauseMs: 5 }));
  const bot = await world.startBot();
  const asked = Array.from({ length: 100 }, (_, i) =>
    world.mia.slash("ask", { question: `${QUESTION} Number ${i}?` }),
  );
  const replies = await Promise.all(asked.map((each) => each.reply(isWhole)));
  expect(replies.filter((message) => !textOf(message).includes("significant progress"))).toEqual([]);
  expect(world.model.requests).toHaveLength(100);
  expect(world.discord.brokenRules()).toEqual([]);
  // Node warns of listeners that are never taken off.
  expect(bot.output()).not.toContain("Warning");
});

test("one question of many members is put to the model once", async () => {
  const world = await createTestWorld({ hasModel: true });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  world.model.chatWith(async (request, response) => {
    await released;
    answerTruly()(request, response);
  });
  await world.startBot();
  const asked = Array.from({ length: 10 }, () => world.mia.slash("ask", { question: QUESTION }));
  asked.push(
    world.mo.slash("ask", { question: ` ${QUESTION} ` }),
    world.ines.slash("ask", { question: QUESTION }),
  );
  await world.model.received(2);
  release();
  const replies = await Promise.all(asked.map((each) => each.reply(isWhole)));
  expect(replies.filter((message) => !textOf(message).includes("significant progress"))).toEqual([]);
  expect(world.model.requests).toHaveLength(2);
});

test("an equal question is answered without the model, until its source says something else", async () => {
  const world = await createTestWorld({ hasModel: true });
  await world.startBot();
  const ask = (person: World["mia"]) => person.slash("ask", { question: QUESTION }).reply(isWhole);
  await ask(world.mia);
  const again = await ask(world.mo);
  expect(textOf(again)).toContain("by a model");
  const receipts = await world.mo.click(again, buttonOf(again, "receipts")).reply();
  expect(textOf(receipts)).toContain(QUOTE);
  expect(world.model.requests).toHaveLength(1);

  const corrected = `---
title: Talks end in Geneva
outlet: The Harbour Post
---

The minister said that the talks in Geneva failed.
`;
  await writeArticle(world.seeds, "harbour/geneva.md", corrected);
  const isDone = (message: Parameters<typeof textOf>[0]) => textOf(message).includes("Read again");
  await world.mo.slash("newsroom reload").reply(isDone);
  expect(textOf(await ask(world.mia))).not.toContain("significant progress");
  expect(world.model.requests).toHaveLength(2);
});
