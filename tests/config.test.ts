import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, parseConfig, settingsSchema } from "../src/config.ts";

const DEFAULTS = {
  openai: { apiKey: undefined, baseURL: undefined },
  chatModel: undefined,
  embeddings: { kind: "local" },
  databaseUrl: "data/on-record.sqlite",
  databaseConnections: 10,
  seedsDir: "seeds",
  timeZone: "UTC",
  answerTimeoutMs: 60_000,
};
const HOME = "http://127.0.0.1:8080/v1";
const NAMES = Object.keys(settingsSchema.shape);

describe("the settings", () => {
  test("all have a default: no key and no network", () => {
    expect(parseConfig({})).toEqual(DEFAULTS);
  });

  test.each(["", " ", "\t"])("that are empty (%j) are unset", (empty) => {
    expect(parseConfig(Object.fromEntries(NAMES.map((name) => [name, empty])))).toEqual(DEFAULTS);
  });

  test("of other programs are ignored", () => {
    expect(parseConfig({ PATH: "/bin", OPENAI_ORG_ID: "x" })).toEqual(DEFAULTS);
  });

  test.each(["http://127.0.0.1:4173", "http://10.0.0.7"])("trust %s", (origin) => {
    expect(parseConfig({ TRUSTED_ORIGIN: origin }).trustedOrigin).toBe(origin);
  });

  test.each([
    "http://localhost:4173",
    "https://127.0.0.1",
    "http://127.0.0.1:4173/feeds",
    "http://999.0.0.1",
    "*",
  ])("trust no %s", (origin) => {
    expect(() => parseConfig({ TRUSTED_ORIGIN: origin })).toThrow("TRUSTED_ORIGIN has to be like");
  });

  test("name files and folders as they are", () => {
    const config = parseConfig({ DATABASE_URL: "./news.sqlite", SEEDS_DIR: "../my articles" });
    expect(config).toMatchObject({ databaseUrl: "./news.sqlite", seedsDir: "../my articles" });
  });
});

describe("answers", () => {
  test.each([
    ["a key", { OPENAI_API_KEY: "k" }, "gpt-5-mini"],
    ["a key and a model", { OPENAI_API_KEY: "k", OPENAI_CHAT_MODEL: "m" }, "m"],
    ["a server and a model, without a key", { OPENAI_BASE_URL: HOME, OPENAI_CHAT_MODEL: "m" }, "m"],
    ["auto", { OPENAI_API_KEY: "k", ANSWERS: "auto" }, "gpt-5-mini"],
    ["model", { OPENAI_API_KEY: "k", ANSWERS: "model" }, "gpt-5-mini"],
    [
      "extractive, whatever else is set",
      { OPENAI_API_KEY: "k", OPENAI_CHAT_MODEL: "m", ANSWERS: "extractive" },
      undefined,
    ],
    ["a model without a provider", { OPENAI_CHAT_MODEL: "m" }, undefined],
  ])("come, with %s, from %j: %s", (_name, environment, chatModel) => {
    expect(parseConfig(environment).chatModel).toBe(chatModel);
  });
});

describe("embeddings", () => {
  const local = { kind: "local" };
  const server = { OPENAI_BASE_URL: HOME, OPENAI_CHAT_MODEL: "m" };

  test.each([
    ["nothing", {}, local],
    ["a key", { OPENAI_API_KEY: "k" }, { kind: "openai", model: "text-embedding-3-small" }],
    [
      "a key and a model",
      { OPENAI_API_KEY: "k", OPENAI_EMBEDDING_MODEL: "e" },
      { kind: "openai", model: "e" },
    ],
    ["a server whose model nobody named", server, local],
    ["a server and its model", { ...server, OPENAI_EMBEDDING_MODEL: "e" }, { kind: "openai", model: "e" }],
    ["a key, and local", { OPENAI_API_KEY: "k", EMBEDDINGS: "local" }, local],
    ["a key, and none", { OPENAI_API_KEY: "k", EMBEDDINGS: "none" }, { kind: "none" }],
    [
      "openai",
      { OPENAI_API_KEY: "k", EMBEDDINGS: "openai" },
      { kind: "openai", model: "text-embedding-3-small" },
    ],
  ])("come, with %s, from %j: %j", (_name, environment, embeddings) => {
    expect(parseConfig(environment).embeddings).toEqual(embeddings);
  });
});

describe("bad settings", () => {
  test("are all named in one message, each with what it has to be", () => {
    const bad = {
      OPENAI_BASE_URL: "ftp://example.org",
      ANSWERS: "yes",
      EMBEDDINGS: "bert",
      DATABASE_URL: "mysql://localhost/news",
    };
    expect(messageOf(bad)).toBe(
      "bad settings: OPENAI_BASE_URL has to be an http(s) address; ANSWERS has to be auto, model or extractive; " +
        "EMBEDDINGS has to be auto, openai, local or none; DATABASE_URL has to be a file, or " +
        "postgres://user:password@host:port/database (@, /, # and % in a password: %40, %2F, %23, %25)",
    );
  });

  test.each(["postgres://bot:50%@db/news", "postgres://bot:se/cret@db/news", "postgres://bot@db:x/news"])(
    "%s is no address of a database",
    (address) => {
      expect(messageOf({ DATABASE_URL: address })).toContain("DATABASE_URL has to be a file, or postgres://");
    },
  );

  test("that need a provider are all named", () => {
    const message = messageOf({ ANSWERS: "model", EMBEDDINGS: "openai" });
    expect(message).toContain("ANSWERS=model needs OPENAI_API_KEY");
    expect(message).toContain("EMBEDDINGS=openai needs OPENAI_API_KEY");
  });

  test.each(["Mars/Olympus", "+02:00", "Berlin time"])("%s is no time zone", (zone) => {
    expect(messageOf({ TIME_ZONE: zone })).toContain("TIME_ZONE has to be an IANA time zone");
  });

  test("that a server of one's own needs are all named", () => {
    const message = messageOf({ OPENAI_BASE_URL: HOME, EMBEDDINGS: "openai" });
    expect(message).toContain("OPENAI_CHAT_MODEL has to name a model of the server at OPENAI_BASE_URL");
    expect(message).toContain("OPENAI_EMBEDDING_MODEL has to name a model");
  });

  test("are told without their values: they may hold a secret", () => {
    const message = messageOf({
      OPENAI_BASE_URL: "sk-secret",
      ANSWERS: "sk-secret",
      DATABASE_URL: "postgres://bot:sk#secret@db",
    });
    expect(message).not.toContain("secret");
    expect(message).not.toContain("\n");
  });
});

test(".env.example can be copied as it is", () => {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const pairs = text.split("\n").flatMap((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? []);
  const environment = Object.fromEntries(
    Array.from({ length: pairs.length / 2 }, (_, index) => pairs.slice(index * 2, index * 2 + 2)),
  );
  expect(parseConfig(environment)).toEqual(DEFAULTS);
});

function messageOf(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the settings were taken");
}
