import { Events, GatewayIntentBits } from "discord.js";
import { describe, expect, test } from "vitest";
import type { GatewayEvent } from "../../src/local-discord/events.ts";
import type { LocalDiscord } from "../../src/local-discord/server.ts";
import { createBot, startBot } from "./bot.ts";
import { createScene } from "./scene.ts";

const IDENTIFY = 2;
const RESUME = 6;
const commands = [{ name: "ask", description: "Asks" }];

/** Notes what goes over the gateway from now on. */
function watchGateway(discord: LocalDiscord) {
  const seen: GatewayEvent[] = [];
  discord.onEvent((event) => {
    if (event.kind === "gateway") seen.push(event);
  });
  return {
    received: () => seen.filter(({ direction }) => direction === "received").map(({ code }) => code),
    /** Resolves when a dispatch of that name has been sent. */
    sent: (name: string) => discord.until(() => seen.find((event) => event.name === name)),
  };
}

/** A bot that answers, and a scene around it. */
async function startScene(limits = {}) {
  const scene = await createScene(limits);
  const { client } = await startBot(scene.discord, commands, {
    onInteraction: async (interaction) => interaction.isRepliable() && interaction.reply("still here"),
  });
  return { ...scene, client };
}

describe("a bot resumes, and misses nothing,", () => {
  test.each([
    ["when it is told to reconnect", (discord: LocalDiscord) => discord.gatewayFaults.requestReconnect()],
    [
      "when its session is invalid for now",
      (discord: LocalDiscord) => discord.gatewayFaults.invalidateSession("resumable"),
    ],
    ["when its connection drops", (discord: LocalDiscord) => discord.gatewayFaults.dropConnections()],
    [
      "when Discord closes with an unknown error",
      (discord: LocalDiscord) => discord.gatewayFaults.closeConnections(4000),
    ],
  ])("%s", async (_what, fail) => {
    const { discord, mia } = await startScene();
    const gateway = watchGateway(discord);
    fail(discord);
    await discord.until(() => !discord.isBotOnline() || undefined);
    const asked = mia.slash("ask");
    await gateway.sent("RESUMED");
    expect((await asked.reply()).content).toBe("still here");
    expect(gateway.received()).toContain(RESUME);
    expect(gateway.received()).not.toContain(IDENTIFY);
  });

  test("when its heartbeats are not answered", async () => {
    const { discord, mia } = await startScene({ heartbeatIntervalMs: 40 });
    const gateway = watchGateway(discord);
    discord.gatewayFaults.answerHeartbeats(false);
    await discord.until(() => !discord.isBotOnline() || undefined);
    discord.gatewayFaults.answerHeartbeats(true);
    await gateway.sent("RESUMED");
    expect((await mia.slash("ask").reply()).content).toBe("still here");
  });
});

test("a bot whose session is lost logs in anew", async () => {
  const { discord, mia } = await startScene();
  const gateway = watchGateway(discord);
  discord.gatewayFaults.invalidateSession("lost");
  await gateway.sent("READY");
  expect(gateway.received()).toContain(IDENTIFY);
  expect((await mia.slash("ask").reply()).content).toBe("still here");
});

describe("a bot is shut out for good", () => {
  test.each([4004, 4014])("when Discord closes with %i", async (code) => {
    const { discord, client } = await startScene();
    const closed = new Promise((resolve) => {
      client.once(Events.ShardDisconnect, (event) => resolve(event.code));
    });
    discord.gatewayFaults.closeConnections(code);
    await expect(closed).resolves.toBe(code);
    await discord.until(() => !discord.isBotOnline() || undefined);
  });

  test("when its token is wrong on the gateway", async () => {
    const { discord } = await createScene();
    const socket = new WebSocket(`${discord.apiUrl.replace("http", "ws").replace("/api", "/gateway")}`);
    socket.onopen = () => socket.send(JSON.stringify({ op: IDENTIFY, d: { token: "no", intents: 1 } }));
    const code = await new Promise((resolve) => {
      socket.onclose = (event) => resolve(event.code);
    });
    expect(code).toBe(4004);
  });

  test("when it wants an intent that it was not granted", async () => {
    const { discord } = await createScene();
    const { client } = createBot(discord, { intents: [GatewayIntentBits.MessageContent] });
    const closed = new Promise((resolve) => {
      client.once(Events.ShardDisconnect, (event) => resolve(event.code));
    });
    client.login(discord.token).catch(() => {});
    await expect(closed).resolves.toBe(4014);
  });
});

test("a wrong token is refused at login", async () => {
  const { discord } = await createScene();
  await expect(createBot(discord).client.login("no")).rejects.toThrow("invalid token");
});

test("a bot hears of a server that it joins later", async () => {
  const { discord, client } = await startScene();
  const joined = new Promise((resolve) => {
    client.once(Events.GuildCreate, (guild) => resolve(guild.name));
  });
  discord.addGuild({ name: "Island", members: [{ user: discord.addUser("Ines") }] });
  await expect(joined).resolves.toBe("Island");
});

test("a command gets no answer while no bot is there", async () => {
  const { discord, mia, client } = await startScene({ firstResponseMs: 60 });
  await client.destroy();
  await discord.until(() => !discord.isBotOnline() || undefined);
  await expect(mia.slash("ask").outcome()).resolves.toMatchObject({ kind: "failed" });
});

test("no token is shown in what is noted", async () => {
  const scene = await createScene();
  const noted: unknown[] = [];
  scene.discord.onEvent((event) => noted.push(event));
  await startBot(scene.discord, commands, {
    onInteraction: async (interaction) => interaction.isRepliable() && interaction.reply("hello"),
  });
  const asked = scene.mia.slash("ask");
  await asked.reply();
  const secrets = [scene.discord.token, scene.discord.interaction(asked.id ?? "")?.token ?? "missing"];
  const gateway = JSON.stringify(noted.filter((event) => !isInteraction(event)));
  expect(secrets.filter((secret) => gateway.includes(secret))).toEqual([]);
});

const isInteraction = (event: unknown) =>
  typeof event === "object" && event !== null && "kind" in event && event.kind === "interaction";
