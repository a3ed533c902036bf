import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/answer/answer.ts";
import { createBot } from "../../src/discord/bot.ts";
import { createScene } from "../local-discord/scene.ts";
import { answered, statement } from "./answers.ts";
import { createBotScene, fakeServices, textOf } from "./bot-scene.ts";

const QUESTION = { question: "What did the minister say?" };
const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const EDIT = "PATCH /webhooks/{application}/{token}/messages/{message}";

/** A question that waits until the test lets it go. */
function heldQuestion() {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  return { answerQuestion: () => promise, release: () => resolve(answered()) };
}

describe("too many questions at once", () => {
  test("are told to come back, at once, and the others are answered", async () => {
    const held = heldQuestion();
    const { mo, mia, outcomes } = await createBotScene({ services: held, bot: { maxInFlight: 1 } });
    const first = mo.slash("ask", QUESTION);
    await expect.poll(() => first.states().length).toBe(1);
    const second = await mia.slash("ask", QUESTION).reply();
    expect(textOf(second)).toContain("Trop de questions sont en cours.");
    held.release();
    expect(textOf(await first.reply())).toContain("The minister reported progress.");
    await expect.poll(() => outcomes.map(({ outcome }) => outcome)).toEqual(["busy", "answered"]);
  });

  test("are not yet a hundred: each is acknowledged before any is answered, and then answered", async () => {
    const held = heldQuestion();
    const { mo, outcomes } = await createBotScene({ services: held });
    const asked = Array.from({ length: 100 }, () => mo.slash("ask", QUESTION));
    await expect.poll(() => asked.filter((each) => each.states().length > 0).length).toBe(100);
    held.release();
    const messages = await Promise.all(asked.map((each) => each.reply()));
    expect(messages.every((message) => textOf(message).includes("progress"))).toBe(true);
    await expect.poll(() => outcomes.filter(({ outcome }) => outcome === "answered").length).toBe(100);
    expect(Math.max(...outcomes.map(({ acknowledgeMs = Number.NaN }) => acknowledgeMs))).toBeLessThan(2900);
  });
});

describe("stopping", () => {
  test("finishes what is under way, and tells whoever asks now to come back", async () => {
    const held = heldQuestion();
    const { bot, mo, mia } = await createBotScene({ services: held });
    const first = mo.slash("ask", QUESTION);
    await expect.poll(() => first.states().length).toBe(1);
    const stopped = bot.stop(5000);
    expect(textOf(await mia.slash("ask", QUESTION).reply())).toContain("Je redémarre.");
    held.release();
    await stopped;
    expect(textOf(await first.reply())).toContain("The minister reported progress.");
  });

  test("is not over before the last who asked has been told", async () => {
    const held = heldQuestion();
    const { bot, discord, mo, mia } = await createBotScene({ services: held });
    const first = mo.slash("ask", QUESTION);
    await expect.poll(() => first.states().length).toBe(1);
    const stopped = bot.stop(5000);
    discord.restFaults.plan({ route: CALLBACK, fault: { kind: "rate limit", retryAfterMs: 300 } });
    const last = mia.slash("ask", QUESTION);
    await expect.poll(() => discord.calls(CALLBACK).length).toBe(2);
    held.release();
    await stopped;
    expect(last.states()).toHaveLength(1);
  });

  test("after the grace tells those that are left to ask again", async () => {
    const { bot, mo, outcomes } = await createBotScene({ services: heldQuestion() });
    const asked = mo.slash("ask", QUESTION);
    await expect.poll(() => asked.states().length).toBe(1);
    await bot.stop(10);
    expect(textOf(await asked.reply())).toBe("I am restarting. Please ask again in a minute.");
    expect(outcomes).toMatchObject([{ outcome: "restarting" }]);
  });
});

describe("the connection", () => {
  test("shows how long ago Discord last gave a sign of life", async () => {
    const { bot } = await createBotScene();
    expect(bot.heartbeatAgeMs()).toBeLessThan(5000);
  });

  test("has shown nothing before it is there", async () => {
    const { discord } = await createScene();
    const bot = botWith({ apiUrl: discord.apiUrl, token: discord.token }, []);
    expect(bot.heartbeatAgeMs()).toBeUndefined();
  });

  test("that Discord closes for good is told to whoever started the bot", async () => {
    const { discord, disconnects } = await createBotScene();
    discord.gatewayFaults.closeConnections(4014);
    await expect.poll(() => disconnects).toEqual([4014]);
  });

  test("that Discord does not grant makes the start fail", async () => {
    const { discord } = await createScene();
    const bot = botWith({ apiUrl: discord.apiUrl, token: "wrong" }, []);
    await expect(bot.start()).rejects.toThrow();
  });

  test("that is not there makes the start fail", async () => {
    const bot = botWith({ apiUrl: "http://127.0.0.1:1/api", token: "any" }, []);
    await expect(bot.start()).rejects.toThrow();
  });
});

function botWith(options: { apiUrl: string; token: string }, events: unknown[]) {
  const note = (event: string) => events.push(event);
  return createBot({
    ...options,
    services: fakeServices(),
    log: { debug() {}, info() {}, warn: note, error: note },
    onOutcome() {},
    onDisconnect() {},
  });
}

test("edits of one message come as far apart as they should, and the last state always comes", async () => {
  const at: number[] = [];
  const states = Array.from({ length: 20 }, (_, index) => statement(`State ${index}.`));
  const { discord, mo } = await createBotScene({
    bot: { editGapMs: 60 },
    services: {
      async answerQuestion({ onStatement }) {
        for (const state of states) {
          onStatement?.(state);
          await new Promise((resolve) => setImmediate(resolve));
        }
        return answered({ statements: states });
      },
    },
  });
  discord.onEvent((event) => {
    if (event.kind === "rest" && event.route === EDIT) at.push(performance.now());
  });
  const message = await mo.slash("ask", QUESTION).reply((shown) => textOf(shown).includes("State 19."));
  await expect.poll(() => discord.history(message.id).at(-1)?.components.length).toBe(2);
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  expect(gaps.length).toBeGreaterThan(0);
  expect(Math.min(...gaps)).toBeGreaterThan(50);
});
