import { describe, expect, onTestFinished, test, vi } from "vitest";
import { QUESTION, writeArticle } from "./articles.ts";
import { startBotProcess } from "./bot-process.ts";
import { stallOn } from "./stall.ts";
import { createTestWorld } from "./test-world.ts";
import {
  integrityOf,
  isWhole,
  PROCESS_TIMEOUT_MS,
  textOf,
  unfinishedReadings,
  type WorldOptions,
} from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS });

describe.each(["SQLite", "PostgreSQL"] as const)("on %s", (store) => {
  test("a bot that is killed while it reads loses nothing: it answers from the old articles, and reads on", async () => {
    const world = await createTestWorld({ ...EMBEDDING, store });
    const bot = await world.startBot();
    const { isStalled } = stallOn(world, "lighthouse");
    await writeArticle(
      world.seeds,
      "ridge/light.md",
      "# Light\n\nThe lighthouse of Larkmoor was sold on Monday.\n",
    );
    const reloading = world.mo.slash("newsroom reload");
    await isStalled;
    await reloading.reply((message) => textOf(message).includes("indexing"));
    bot.kill("SIGKILL");
    expect(await bot.ended()).toBe("SIGKILL");
    expect(integrityOf(world)).toBe("ok");

    const stalledAgain = stallOn(world, "lighthouse");
    const second = startBotProcess({ settings: world.settings, cwd: world.folder });
    onTestFinished(async () => {
      second.kill("SIGKILL");
      await second.ended();
    });
    await second.logged(({ event }) => event === "ready");
    await stalledAgain.isStalled;
    expect(textOf(await world.mia.slash("ask", { question: QUESTION }).reply(isWhole))).toContain("progress");
    stalledAgain.release();
    await second.logged(({ event, added }) => event === "source read" && added === 1);
    const light = await world.mia
      .slash("ask", { question: "Who sold the lighthouse of Larkmoor?" })
      .reply(isWhole);
    expect(textOf(light)).toContain("was sold on Monday");
  });

  test("a bot that is told to stop while it reads ends with status 0, and tells who waits for it", async () => {
    const world = await createTestWorld({ ...EMBEDDING, store });
    const bot = await world.startBot();
    const { isStalled } = stallOn(world, "lighthouse");
    await writeArticle(world.seeds, "ridge/light.md", "# Light\n\nThe lighthouse was sold on Monday.\n");
    const reloading = world.mo.slash("newsroom reload");
    await isStalled;
    bot.kill("SIGTERM");
    expect(textOf(await reloading.reply((message) => textOf(message).includes("restarting")))).toContain(
      "ask again",
    );
    expect(await bot.ended()).toBe(0);
    expect(integrityOf(world)).toBe("ok");
    expect(unfinishedReadings(world)).toEqual([]);
  });

  test("while a source is read, questions are answered from the old articles, and then from the new", async () => {
    const world = await createTestWorld({ ...EMBEDDING, store });
    await world.startBot();
    const { isStalled, release } = stallOn(world, "lighthouse");
    await writeArticle(
      world.seeds,
      "ridge/light.md",
      "# Light\n\nThe lighthouse of Larkmoor was sold on Monday.\n",
    );
    const first = world.mo.slash("newsroom reload");
    await isStalled;
    const second = world.mo.slash("newsroom reload");
    const asked = Array.from({ length: 5 }, (_, i) =>
      world.mia.slash("ask", { question: `${QUESTION} ${i}` }),
    );
    for (const each of asked) expect(textOf(await each.reply(isWhole))).toContain("significant progress");
    release();
    const isDone = (message: Parameters<typeof textOf>[0]) => textOf(message).includes("Read again");
    expect(textOf(await first.reply(isDone))).toContain("1 added, 0 changed, 0 removed, 2 unchanged");
    expect(textOf(await second.reply(isDone))).toContain("A reload was under way already");
    const light = await world.mia
      .slash("ask", { question: "Who sold the lighthouse of Larkmoor?" })
      .reply(isWhole);
    expect(textOf(light)).toContain("was sold on Monday");
    expect(world.discord.brokenRules()).toEqual([]);
  });

  test("a file that can't be read is told by name and reason, and the rest is read", async () => {
    const world = await createTestWorld({ store });
    await world.startBot();
    await writeArticle(world.seeds, "ridge/broken.jsonl", '{"id": "a", "body": \n');
    const isDone = (message: Parameters<typeof textOf>[0]) => textOf(message).includes("Read again");
    const text = textOf(await world.mo.slash("newsroom reload").reply(isDone));
    expect(text).toContain("1 could not be read");
    expect(text).toContain("broken.jsonl");
    expect(textOf(await world.mia.slash("sources").reply())).toContain("broken.jsonl");
  });
});

const EMBEDDING: WorldOptions = {
  hasModel: true,
  settings: { ANSWERS: "extractive", EMBEDDINGS: "openai", OPENAI_EMBEDDING_MODEL: "test-embedder" },
};
