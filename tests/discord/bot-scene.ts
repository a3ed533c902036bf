import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import type { BotServices } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { type BotOptions, createBot } from "../../src/discord/bot.ts";
import type { OutcomeReport } from "../../src/discord/occasion.ts";
import { registerCommands } from "../../src/discord/register.ts";
import type { Limits } from "../../src/local-discord/limits.ts";
import { type MessageBody, textsOf } from "../../src/local-discord/messages.ts";
import type { SourceStatus } from "../../src/sources/newsroom.ts";
import { createScene } from "../local-discord/scene.ts";
import { answered } from "./answers.ts";

/** A folder of the house, as members see it; a test names only what it is about. */
export const sourceStatus = (fields: Partial<SourceStatus> = {}): SourceStatus => ({
  id: "wire",
  name: fields.id ?? "wire",
  kind: "folder",
  address: null,
  isHouse: true,
  articles: 3,
  newestArticle: "2026-02-27T00:00:00Z",
  lastReadAt: "2026-03-01T08:00:00Z",
  nextReadAt: "2026-03-02T12:30:00Z",
  needsAttention: false,
  ...fields,
});

/** A newsroom in which nothing happens. */
export function fakeNewsroom(newsroom: Partial<BotServices["newsroom"]> = {}): BotServices["newsroom"] {
  const refused = { kind: "refused", reason: "nothing happens here" } as const;
  return {
    listSources: async () => [sourceStatus()],
    reload: async () => ({ sources: [], ms: 5, isJoined: false }),
    preview: async () => refused,
    add: async () => refused,
    remove: async () => undefined,
    takeDown: async () => refused,
    listLog: async () => [],
    ...newsroom,
  };
}

/** Services that answer at once; a test names only what it is about. */
export function fakeServices(services: Partial<BotServices> = {}): BotServices {
  return {
    answerQuestion: async ({ question }) => answered({ question }),
    summarize: async ({ topic = "" }) => answered({ question: topic }),
    listOutlets: async () => [{ name: "The Harbour Post", articles: 3 }],
    newsroom: fakeNewsroom(),
    now: () => new Date("2026-03-02T12:00:00Z"),
    ...services,
  };
}

interface SceneOptions {
  readonly services?: Partial<BotServices>;
  readonly newsroom?: Partial<BotServices["newsroom"]>;
  readonly limits?: Partial<Limits>;
  readonly bot?: Partial<BotOptions>;
  /** Rules of Discord's that this test breaks on purpose. */
  readonly mayBreakRules?: boolean;
}

/** The bot, logged in to a local Discord with its commands registered. Breaking a rule of Discord's fails the test. */
export async function createBotScene({
  services,
  newsroom,
  limits,
  bot: options,
  mayBreakRules,
}: SceneOptions = {}) {
  const scene = await createScene(limits);
  const { discord } = scene;
  const outcomes: OutcomeReport[] = [];
  const failures: unknown[] = [];
  const disconnects: number[] = [];
  const note = (event: string, fields?: object) => failures.push({ event, ...fields });
  const bot = createBot({
    token: discord.token,
    apiUrl: discord.apiUrl,
    services: fakeServices({ newsroom: fakeNewsroom(newsroom), ...services }),
    log: { debug() {}, info() {}, warn: note, error: note },
    onOutcome: (report) => outcomes.push(report),
    onDisconnect: (code) => disconnects.push(code),
    editGapMs: 20,
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
    ...options,
  });
  onTestFinished(async () => {
    await bot.stop(0);
    if (!mayBreakRules) expect(discord.brokenRules()).toEqual([]);
  });
  bot.rest.setToken(discord.token);
  await bot.start();
  const data = commands.map((command) => command.data);
  await registerCommands(bot.rest, { applicationId: discord.applicationId, commands: data });
  return { ...scene, bot, outcomes, failures, disconnects };
}

/** What people read in a message. */
export const textOf = (message: Pick<MessageBody, "content" | "components">) =>
  textsOf(message)
    .filter((text) => text !== "")
    .join("\n");

/** The custom ids of a message's buttons. */
export const buttonsOf = ({ components }: Pick<MessageBody, "components">) =>
  components.flatMap((row) => row.components ?? []).flatMap(({ custom_id }) => custom_id ?? []);

/** A clock whose waits are this many times shorter. */
export const fastClock = (factor: number) => ({
  now: () => Date.now(),
  sleep: (ms: number) => sleep(ms / factor),
});
