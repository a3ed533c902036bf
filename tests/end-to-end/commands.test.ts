import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { isEphemeral } from "../../src/local-discord/messages.ts";
import { QUESTION, QUOTE, UNCOVERED } from "./articles.ts";
import type { BotProcess } from "./bot-process.ts";
import { buttonOf, createWorld, isWhole, PROCESS_TIMEOUT_MS, textOf, type World } from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS, hookTimeout: PROCESS_TIMEOUT_MS });

let world: World;
let bot: BotProcess;

beforeAll(async () => {
  world = await createWorld({ hasModel: true });
  bot = await world.startBot();
});
afterAll(() => world.close());

const ask = (question: string, values = {}) => world.mia.slash("ask", { question, ...values }).reply(isWhole);

describe("/ask", () => {
  test("answers with the model's statement, its receipt, and how far the sources reach", async () => {
    const text = textOf(await ask(QUESTION));
    expect(text).toContain(QUOTE.slice(0, 40));
    expect(text).toContain("The Harbour Post");
    expect(text).toContain("https://harbour.example/geneva");
    expect(text).toContain("sources up to <t:");
    expect(text).toContain("by a model");
  });

  test("says what is not covered, and shows the nearest there is", async () => {
    const text = textOf(await ask(UNCOVERED));
    expect(text).toContain("Not covered by the sources here.");
  });

  test("is for the member alone where that was asked for", async () => {
    const message = await ask(QUESTION, { private: true });
    expect(isEphemeral(message)).toBe(true);
    expect(world.mo.messages().map(({ id }) => id)).not.toContain(message.id);
  });

  test.each([
    [{ since: "the day the music died" }, "can’t read"],
    [{ outlet: "'; drop table articles; --" }, "No source here publishes as"],
    [{ outlet: "@everyone" }, "No source here publishes as"],
  ])("with the options %j says what to do", async (values, expected) => {
    const message = await ask(QUESTION, values);
    expect(textOf(message)).toContain(expected);
    expect(message.pings).toEqual({ everyone: false, users: [], roles: [] });
  });

  test("completes outlets while somebody types", async () => {
    const typed = await world.mia.autocomplete("ask", "outlet", { question: "x", outlet: "rid" }).outcome();
    expect(typed).toEqual({
      kind: "choices",
      choices: [{ name: "The Ridge Courier", value: "The Ridge Courier" }],
    });
  });
});

describe("the buttons of an answer", () => {
  test("show each quote in its surroundings, to the member alone, with a link to the place", async () => {
    const message = await ask(QUESTION);
    const receipts = await world.mo.click(message, buttonOf(message, "receipts")).reply();
    expect(isEphemeral(receipts)).toBe(true);
    expect(textOf(receipts)).toContain("#:~:text=");
    expect(textOf(receipts)).toContain("They go on next week in Vienna");
  });

  test("open a form, and the follow-up is answered with what came before", async () => {
    const message = await ask(QUESTION);
    const opened = world.mia.click(message, buttonOf(message, "follow-up"));
    expect(await opened.outcome()).toMatchObject({ kind: "modal" });
    const before = world.model.requests.length;
    const answer = await world.mia.submit(opened, { question: "And where do they go on?" }).reply(isWhole);
    expect(textOf(answer)).toContain("> And where do they go on?");
    const prompt = world.model.requests.slice(before).at(-1)?.body.messages.at(-1)?.content ?? "";
    expect(prompt).toContain(`Question: ${QUESTION}`);
    expect(prompt).toMatch(/Question: And where do they go on\?$/);
  });

  test("do nothing in another server, with an id that is made up, or of an answer for somebody else", async () => {
    const message = await ask(QUESTION);
    const id = buttonOf(message, "receipts");
    const secret = await ask(QUESTION, { private: true });
    const attempts = [
      world.ines.forgeClick(message, id),
      world.mo.forgeClick(secret, buttonOf(secret, "receipts")),
      world.mia.forgeClick(message, "receipts:AAAAAAAAAAAAAAAAAAAAAA"),
      world.mia.forgeClick(message, "receipts:../../etc/passwd"),
      world.mia.forgeClick(message, "delete-everything"),
    ];
    for (const attempt of attempts) {
      const told = await attempt.reply();
      expect(textOf(told)).toContain("no longer kept");
      expect(isEphemeral(told)).toBe(true);
    }
  });
});

describe("/summary", () => {
  test("is a briefing by story with receipts, newest first", async () => {
    const message = await world.mia.slash("summary").reply(isWhole);
    const text = textOf(message);
    expect(text.indexOf("Talks end in Geneva")).toBeGreaterThan(-1);
    expect(text.indexOf("Ferry sinks")).toBeGreaterThan(text.indexOf("Talks end in Geneva"));
    const receipts = await world.mia.click(message, buttonOf(message, "receipts")).reply();
    expect(textOf(receipts)).toContain("A ferry with 41 people on board sank");
  });

  test("keeps to a topic, an outlet and a period", async () => {
    const values = { outlet: "The Ridge Courier", since: "2026-02-01", until: "2026-02-28" };
    const text = textOf(await world.mia.slash("summary", values).reply(isWhole));
    expect(text).toContain("Ferry sinks");
    expect(text).not.toContain("Geneva");
    const about = textOf(await world.mia.slash("summary", { topic: "ferry" }).reply(isWhole));
    expect(about).toContain("Ferry sinks");
  });
});

describe("/sources and /newsroom", () => {
  test("say what is read here", async () => {
    expect(textOf(await world.mia.slash("sources").reply())).toMatch(/seeds.*2 articles/s);
    expect(textOf(await world.mo.slash("newsroom status").reply())).toMatch(/seeds.*2 articles/s);
  });

  test("read the sources again for moderators", async () => {
    const done = await world.mo
      .slash("newsroom reload")
      .reply((message) => textOf(message).includes("Read again"));
    expect(textOf(done)).toContain("0 added, 0 changed, 0 removed, 2 unchanged");
    const named = world.mo.slash("newsroom reload", { source: "nothing" });
    expect(textOf(await named.reply())).toContain("There is no source “nothing” here.");
    const typed = await world.mo.autocomplete("newsroom reload", "source", { source: "se" }).outcome();
    expect(typed).toEqual({ kind: "choices", choices: [{ name: "seeds", value: "seeds" }] });
  });

  test("do nothing for members, even where the owner has opened the command", async () => {
    expect(await world.mia.slash("newsroom reload").outcome()).toMatchObject({ kind: "refused" });
    world.discord.openCommand(world.guildId, "newsroom");
    const told = await world.mia.slash("newsroom reload").reply();
    expect(textOf(told)).toContain("Only members with the permission “Manage Server”");
  });
});

test("every command is known to Discord in six languages", () => {
  const commands = world.discord.commands();
  expect(commands.map(({ name }) => name).toSorted()).toEqual(["ask", "newsroom", "sources", "summary"]);
  for (const { name_localizations, description_localizations } of commands) {
    for (const names of [name_localizations, description_localizations]) {
      expect(Object.keys(names ?? {})).toEqual(
        expect.arrayContaining(["en-US", "en-GB", "de", "fr", "es-ES", "pt-BR", "ja"]),
      );
    }
  }
});

test("no rule of Discord's was broken, nobody was pinged, and nothing secret or asked was logged", async () => {
  await ask(QUESTION);
  expect(world.discord.brokenRules()).toEqual([]);
  const pings = [world.mia, world.mo].flatMap((person) => person.messages()).map((message) => message.pings);
  expect(pings.filter(({ everyone, users, roles }) => everyone || users.length + roles.length > 0)).toEqual(
    [],
  );
  expect(bot.output()).not.toContain(world.discord.token);
  expect(bot.output()).not.toContain("Geneva");
});

test("health and metrics tell how the bot fares", async () => {
  await ask(QUESTION);
  const { port } = await bot.logged(({ event }) => event === "serving health and metrics");
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([health.status, await health.json()]).toMatchObject([200, { status: "ok", store: "ok" }]);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toMatch(/on_record_interactions_total\{command="ask",outcome="answered"\} [1-9]/);
  expect(metrics).toMatch(/on_record_acknowledgement_seconds_count\{command="ask"\} [1-9]/);
  expect(metrics).toMatch(/on_record_statements_total\{status="verified"\} [1-9]/);
  expect(metrics).toMatch(/on_record_model_tokens_total\{kind="prompt"\} [1-9]/);
  expect(metrics).toMatch(/on_record_reloads_total\{kind="folder",result="done"\} [1-9]/);
});
