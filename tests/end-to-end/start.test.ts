import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { startBotProcess } from "./bot-process.ts";
import { createTestWorld } from "./test-world.ts";
import { PROCESS_TIMEOUT_MS, type World } from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS });

describe("a bot that can't begin says why in one line", () => {
  test.each<[string, (world: World) => Record<string, string>, number, RegExp]>([
    [
      "without a token",
      () => ({ DISCORD_TOKEN: "" }),
      2,
      /^DISCORD_TOKEN is not set: .*npm run ask.*works without Discord\)\n$/,
    ],
    ["with bad settings", () => ({ HTTP_PORT: "x", ANSWERS: "loud" }), 2, /^.*ANSWERS.*HTTP_PORT.*\n$/],
    [
      "with a wrong token",
      () => ({ DISCORD_TOKEN: "no" }),
      1,
      /Discord refuses the token: check DISCORD_TOKEN/,
    ],
    [
      "with another's application id",
      () => ({ DISCORD_APPLICATION_ID: "123456789012345678" }),
      1,
      /check DISCORD_APPLICATION_ID/,
    ],
    [
      "when Discord can't be reached",
      () => ({ DISCORD_API_URL: "http://127.0.0.1:9/api" }),
      1,
      /Discord can't be reached: check the network and DISCORD_API_URL/,
    ],
    [
      "when its store is another program's",
      ({ seeds }) => ({ DATABASE_URL: join(seeds, "harbour", "geneva.md") }),
      1,
      /^.*geneva\.md is not a store of On Record.*\n$/,
    ],
  ])("%s", async (_when, settingsFor, status, line) => {
    const world = await createTestWorld();
    const bot = startBotProcess({
      settings: { ...world.settings, ...settingsFor(world) },
      cwd: world.folder,
    });
    expect(await bot.ended()).toBe(status);
    expect(bot.output()).toMatch(line);
    expect(bot.output()).not.toMatch(/\n {4}at /);
  });
});

describe("a bot that Discord shuts out ends with status 1, and says what to check", () => {
  test.each([
    [4004, "check DISCORD_TOKEN"],
    [4014, "does not grant an intent"],
  ])("with the close code %i", async (code, line) => {
    const world = await createTestWorld();
    const bot = await world.startBot();
    world.discord.gatewayFaults.closeConnections(code);
    expect(await bot.ended()).toBe(1);
    expect(bot.output()).toContain(line);
  });
});

test("npm run register puts the commands where Discord shows them, once", async () => {
  const world = await createTestWorld();
  const register = async () => {
    const script = startBotProcess({ settings: world.settings, cwd: world.folder, entry: "register" });
    expect(await script.ended()).toBe(0);
    return script.output();
  };
  expect(await register()).toBe("/ask /summary /sources /newsroom: registered\n");
  expect(await register()).toBe("/ask /summary /sources /newsroom: unchanged\n");
  expect(world.discord.commands()).toHaveLength(4);
  expect(world.discord.brokenRules()).toEqual([]);
});
