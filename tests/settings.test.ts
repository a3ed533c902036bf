import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { botSettingsSchema, parseBotConfig } from "../src/bot-config.ts";
import { ConfigError, parseConfig, settingsSchema } from "../src/config.ts";

const REQUIRED = { DISCORD_TOKEN: "a-token", DISCORD_APPLICATION_ID: "123456789012345678" };
const EVERY_SETTING = Object.keys({ ...settingsSchema.shape, ...botSettingsSchema.shape }).toSorted();
const README = new URL("../README.md", import.meta.url);

const problemOf = (environment: Record<string, string>): string => {
  try {
    parseBotConfig(environment);
    return "";
  } catch (error) {
    return error instanceof ConfigError ? error.message : `not a ConfigError: ${error}`;
  }
};

describe("the bot's settings", () => {
  test("have defaults for all but the token and the application", () => {
    expect(parseBotConfig(REQUIRED)).toEqual({
      ...parseConfig({}),
      discord: { token: "a-token", applicationId: "123456789012345678", apiUrl: undefined, shards: "auto" },
      answerTimeoutMs: 60_000,
      memberCooldownMs: 0,
      keepTextMs: 90 * 24 * 60 * 60 * 1000,
      guildDailyTokens: 0,
      interactions: undefined,
      http: undefined,
      logLevel: "info",
    });
  });

  test("serve health and metrics on this machine alone unless told otherwise", () => {
    expect(parseBotConfig({ ...REQUIRED, HTTP_PORT: "9100" }).http).toEqual({
      host: "127.0.0.1",
      port: 9100,
    });
    const open = parseBotConfig({ ...REQUIRED, HTTP_PORT: "0", HTTP_HOST: "0.0.0.0" });
    expect(open.http).toEqual({ host: "0.0.0.0", port: 0 });
  });

  test.each([
    ["auto", "auto"],
    ["0-3/16", { ids: [0, 1, 2, 3], count: 16 }],
    ["5/6", { ids: [5], count: 6 }],
    ["0-0/1", { ids: [0], count: 1 }],
  ])("name the shards of a process: %s", (SHARDS, expected) => {
    expect(parseBotConfig({ ...REQUIRED, SHARDS }).discord.shards).toEqual(expected);
  });

  test.each(["4", "0-16/16", "3-1/16", "1/0", "0,1/2", "-1/2", "0-3", "0-999999/999999"])(
    "name no shards that there can't be: %s",
    (SHARDS) => {
      expect(problemOf({ ...REQUIRED, SHARDS })).toContain("SHARDS has to be auto, none, or like 0-3/16");
    },
  );

  test("of interactions over HTTP belong together", () => {
    const DISCORD_PUBLIC_KEY = "0f".repeat(32);
    const INTERACTIONS_PORT = "8443";
    const { discord, interactions } = parseBotConfig({
      ...REQUIRED,
      SHARDS: "none",
      INTERACTIONS_PORT,
      DISCORD_PUBLIC_KEY,
    });
    expect(discord.shards).toBe("none");
    expect(interactions).toEqual({ host: "127.0.0.1", port: 8443, publicKey: DISCORD_PUBLIC_KEY });
    expect(problemOf({ ...REQUIRED, INTERACTIONS_PORT })).toContain("needs DISCORD_PUBLIC_KEY");
    expect(problemOf({ ...REQUIRED, SHARDS: "none" })).toContain("SHARDS=none needs INTERACTIONS_PORT");
    expect(problemOf({ ...REQUIRED, DISCORD_PUBLIC_KEY: "0f" })).toContain("64 hexadecimal digits");
  });

  test("that are bad are all named at once", () => {
    const problem = problemOf({
      DISCORD_APPLICATION_ID: "my app",
      DISCORD_API_URL: "discord",
      ANSWERS: "loud",
      OPENAI_BASE_URL: "home",
      HTTP_PORT: "80000",
      MEMBER_COOLDOWN_SECONDS: "-1",
      GUILD_DAILY_TOKENS: "1e6",
      ANSWER_TIMEOUT_SECONDS: "0",
      LOG_LEVEL: "chatty",
    });
    const bad = [
      "DISCORD_TOKEN",
      "DISCORD_APPLICATION_ID",
      "DISCORD_API_URL",
      "ANSWERS",
      "OPENAI_BASE_URL",
      "HTTP_PORT",
      "MEMBER_COOLDOWN_SECONDS",
      "GUILD_DAILY_TOKENS",
      "ANSWER_TIMEOUT_SECONDS",
      "LOG_LEVEL",
    ];
    expect(bad.filter((name) => !problem.includes(name))).toEqual([]);
    expect(problem).not.toContain("\n");
  });

  test("without a token say what to set, and what works without one", () => {
    const problem = problemOf({});
    expect(problem).toContain("DISCORD_TOKEN and DISCORD_APPLICATION_ID are not set");
    expect(problem).toContain("npm run ask");
  });

  test("never repeat a token that is wrong", () => {
    expect(problemOf({ ...REQUIRED, DISCORD_TOKEN: "s3cret", HTTP_PORT: "x" })).not.toContain("s3cret");
  });
});

test("the terminal needs none of the bot's settings, and minds none that are wrong", () => {
  expect(parseConfig({ HTTP_PORT: "x", LOG_LEVEL: "chatty" })).toEqual(parseConfig({}));
});

test("an untouched copy of .env.example changes nothing", async () => {
  const lines = await readSettingLines();
  const copy = Object.fromEntries(lines.map(({ name, value }) => [name, value]));
  expect(parseConfig(copy)).toEqual(parseConfig({}));
});

test(".env.example lists every setting, each after one line that explains it", async () => {
  const lines = await readSettingLines();
  expect(lines.map(({ name }) => name).toSorted()).toEqual(EVERY_SETTING);
  expect(lines.filter(({ before }) => !/^# \S.+\.$/.test(before))).toEqual([]);
});

test.skipIf(!existsSync(README))("the README's table lists every setting", async () => {
  const readme = await readFile(README, "utf8");
  const listed = [...readme.matchAll(/^\| *`([A-Z_]+)`/gm)].flatMap(([, name]) => name ?? []);
  expect(listed.toSorted()).toEqual(EVERY_SETTING);
});

async function readSettingLines() {
  const lines = (await readFile(new URL("../.env.example", import.meta.url), "utf8")).split("\n");
  return lines.flatMap((line, index) => {
    const match = /^([A-Z_]+)=(.*)$/.exec(line);
    return match ? [{ name: match[1] ?? "", value: match[2] ?? "", before: lines[index - 1] ?? "" }] : [];
  });
}
