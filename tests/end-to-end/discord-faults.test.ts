import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { RestFaultPlan } from "../../src/local-discord/faults.ts";
import type { Route } from "../../src/local-discord/routes.ts";
import type { LocalDiscord } from "../../src/local-discord/server.ts";
import { QUESTION } from "./articles.ts";
import type { BotProcess } from "./bot-process.ts";
import { buttonOf, createWorld, isWhole, PROCESS_TIMEOUT_MS, textOf, type World } from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS, hookTimeout: PROCESS_TIMEOUT_MS });

const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const EDIT = "PATCH /webhooks/{application}/{token}/messages/{message}";

let world: World;
let bot: BotProcess;

beforeAll(async () => {
  world = await createWorld();
  bot = await world.startBot();
});
afterEach(() => world.discord.restFaults.clear());
afterAll(() => world.close());

const expectAnswer = async () => {
  const message = await world.mia.slash("ask", { question: QUESTION }).reply(isWhole);
  expect(textOf(message)).toContain("significant progress");
  return message;
};

describe("an answer arrives", () => {
  test.each<[string, RestFaultPlan<Route>]>([
    ["a short rate limit of the first response", faulty(CALLBACK, { kind: "rate limit", retryAfterMs: 40 })],
    ["a failure of the first response", faulty(CALLBACK, { kind: "server error", status: 500 })],
    ["two failures of it", faulty(CALLBACK, { kind: "server error", status: 503 }, { times: 2 })],
    ["a broken connection", faulty(CALLBACK, { kind: "reset" })],
    ["a connection that ends", faulty(CALLBACK, { kind: "hang up" })],
    ["a first response that hangs", faulty(CALLBACK, { kind: "hang" })],
    [
      "a first response that took effect, and whose answer was lost",
      faulty(CALLBACK, { kind: "server error", status: 502 }, { isAnswerLost: true }),
    ],
    ["one that was lost with its connection", faulty(CALLBACK, { kind: "reset" }, { isAnswerLost: true })],
    ["a rate limit of the answer", faulty(EDIT, { kind: "rate limit", retryAfterMs: 600 })],
    ["five failures of the answer", faulty(EDIT, { kind: "server error", status: 500 }, { times: 5 })],
    ["a broken connection at the answer", faulty(EDIT, { kind: "reset" }, { times: 3 })],
    ["a connection that ends at the answer", faulty(EDIT, { kind: "hang up" }, { times: 2 })],
    ["an answer that hangs", faulty(EDIT, { kind: "hang" })],
  ])("after %s", async (_what, plan) => {
    world.discord.restFaults.plan(plan);
    await expectAnswer();
  });
});

test("a rate limit that outlasts the first response leaves nothing half done, and the next question is answered", async () => {
  world.discord.restFaults.plan(faulty(CALLBACK, { kind: "rate limit", retryAfterMs: 60_000 }));
  expect(await world.mia.slash("ask", { question: QUESTION }).outcome()).toMatchObject({ kind: "failed" });
  await bot.logged(({ event, outcome }) => event === "interaction" && outcome === "unreachable");
  await expectAnswer();
});

describe("questions are answered again", () => {
  test.each<[string, (discord: LocalDiscord) => void]>([
    ["Discord has asked the bot to reconnect", ({ gatewayFaults }) => gatewayFaults.requestReconnect()],
    [
      "its session was invalid for a moment",
      ({ gatewayFaults }) => gatewayFaults.invalidateSession("resumable"),
    ],
    ["its session was lost", ({ gatewayFaults }) => gatewayFaults.invalidateSession("lost")],
    ["its connection dropped", ({ gatewayFaults }) => gatewayFaults.dropConnections()],
    ["Discord has closed with an unknown error", ({ gatewayFaults }) => gatewayFaults.closeConnections(4000)],
  ])("after %s, and buttons of before still work", async (_what, fail) => {
    const { discord } = world;
    const before = await expectAnswer();
    fail(discord);
    await discord.until(() => !discord.isBotOnline() || undefined);
    await discord.until(() => discord.isBotOnline() || undefined);
    await expectAnswer();
    const receipts = await world.mia.click(before, buttonOf(before, "receipts")).reply();
    expect(textOf(receipts)).toContain("Talks end in Geneva");
  });

  test("after heartbeats were not answered", async () => {
    const own = await createWorld({ limits: { heartbeatIntervalMs: 150 } });
    try {
      await own.startBot();
      own.discord.gatewayFaults.answerHeartbeats(false);
      await own.discord.until(() => !own.discord.isBotOnline() || undefined);
      own.discord.gatewayFaults.answerHeartbeats(true);
      await own.discord.until(() => own.discord.isBotOnline() || undefined);
      const message = await own.mia.slash("ask", { question: QUESTION }).reply(isWhole);
      expect(textOf(message)).toContain("significant progress");
    } finally {
      await own.close();
    }
  });
});

test("no rule of Discord's was broken, and no token stands in the log", async () => {
  await expectAnswer();
  expect(world.discord.brokenRules()).toEqual([]);
  expect(bot.output()).not.toContain(world.discord.token);
  expect(bot.output()).not.toMatch(/\/(?:webhooks|interactions)\/\d+\/[\w-]{20}/);
});

function faulty(
  route: Route,
  fault: RestFaultPlan<Route>["fault"],
  more: Partial<RestFaultPlan<Route>> = {},
): RestFaultPlan<Route> {
  return { route, fault, ...more };
}
