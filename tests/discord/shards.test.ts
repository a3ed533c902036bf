import { describe, expect, onTestFinished, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { type BotOptions, createBot } from "../../src/discord/bot.ts";
import { registerCommands } from "../../src/discord/register.ts";
import type { Limits } from "../../src/local-discord/limits.ts";
import { startLocalDiscord } from "../../src/local-discord/server.ts";
import type { Shards } from "../../src/store/shards.ts";
import { addServerOfEachShard } from "../support/server-of-each-shard.ts";
import { answered } from "./answers.ts";
import { fakeServices, textOf } from "./bot-scene.ts";

const CALLBACK = "POST /interactions/{interaction}/{token}/callback";

describe("a bot of several shards", () => {
  test("whose processes serve two each answers every server once, and knows whose each is", async () => {
    const { discord, servers, start } = await createShardedScene();
    const seen: [readonly string[], Shards][] = [];
    const onServers: BotOptions["onServers"] = (guildIds, shards) => seen.push([guildIds, shards]);
    await start({ shards: { ids: [0, 1], count: 4 }, onServers });
    await start({ shards: { ids: [2, 3], count: 4 }, onServers });
    expect(discord.connectedShards()).toEqual([0, 1, 2, 3]);
    for (const { person } of servers) {
      expect(textOf(await person.slash("ask", { question: "What?" }).reply())).toContain("progress");
    }
    expect(discord.calls(CALLBACK)).toHaveLength(servers.length);
    expect(seen.map(([, shards]) => shards)).toEqual([
      { ids: [0, 1], count: 4 },
      { ids: [2, 3], count: 4 },
    ]);
    const ofWhom = servers.map(({ guildId }) => seen.findIndex(([guildIds]) => guildIds.includes(guildId)));
    expect(ofWhom).toEqual([0, 0, 1, 1]);
  });

  test("takes as many as Discord recommends where it is not told which", async () => {
    const { discord, start } = await createShardedScene();
    await start({});
    expect(discord.connectedShards()).toEqual([0, 1, 2, 3]);
  });

  test("answers the servers of the first shard while the last one waits for its login", async () => {
    const { discord, servers, start } = await createShardedScene();
    const { promise, resolve: letIn } = Promise.withResolvers<void>();
    const started = start({
      ws: {
        buildIdentifyThrottler: async () => ({
          waitForIdentify: async (shardId) => (shardId === 3 ? promise : undefined),
        }),
      },
    });
    await discord.until(() => discord.connectedShards().length === 3 || undefined);
    const [ofFirst] = servers;
    const asked = ofFirst?.person.slash("ask", { question: "What?" });
    expect((await asked?.outcome())?.kind).toBe("message");
    letIn();
    await started;
  });

  test("that logs in too soon after another process is sent away, and comes back", async () => {
    const { discord, start } = await createShardedScene({ maxConcurrency: 1, identifyGapMs: 400 });
    const invalid: unknown[] = [];
    discord.onEvent((event) => {
      if (event.kind === "gateway" && event.direction === "sent" && event.code === 9) invalid.push(event);
    });
    await Promise.all([start({ shards: { ids: [0], count: 2 } }), start({ shards: { ids: [1], count: 2 } })]);
    expect(invalid.length).toBeGreaterThan(0);
    expect(discord.connectedShards()).toEqual([0, 1]);
  });
});

/** A local Discord of four shards with a server in each, and what starts a process of the bot. */
async function createShardedScene(limits: Partial<Limits> = {}) {
  const discord = await startLocalDiscord({
    port: 0,
    limits: { shards: 4, maxConcurrency: 4, ...limits },
  });
  onTestFinished(() => discord.close());
  const servers = await addServerOfEachShard(discord, 4);
  const start = async (options: Partial<BotOptions>) => {
    const bot = createBot({
      token: discord.token,
      apiUrl: discord.apiUrl,
      services: fakeServices({ answerQuestion: async ({ question }) => answered({ question }) }),
      log: { debug() {}, info() {}, warn() {}, error() {} },
      onOutcome() {},
      onDisconnect() {},
      ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
      ...options,
    });
    onTestFinished(() => bot.stop(0));
    bot.rest.setToken(discord.token);
    const data = commands.map((command) => command.data);
    await registerCommands(bot.rest, { applicationId: discord.applicationId, commands: data });
    await bot.start();
  };
  return { discord, servers, start };
}
