import { setTimeout as sleep } from "node:timers/promises";
import { config as loadDotenv } from "dotenv";
import { waitUnlessAborted } from "./abortable.ts";
import { warmUpChecks } from "./answer/warm-up.ts";
import { type BotConfig, parseBotConfig } from "./bot-config.ts";
import { createBotServices } from "./bot-services.ts";
import { commands } from "./commands/index.ts";
import { ConfigError } from "./config.ts";
import { type Bot, createBot } from "./discord/bot.ts";
import { registerCommands } from "./discord/register.ts";
import { describeClose, explainLoginFailure } from "./discord-failure.ts";
import { createFairness } from "./fairness/fairness.ts";
import { createHouse } from "./house.ts";
import { createHealthPage } from "./http/health.ts";
import { startInteractionsServer } from "./http/interactions.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { startHttpServer } from "./http/server.ts";
import { createLog, describeError, type Log } from "./log.ts";
import { logReload } from "./log-reload.ts";
import { createServices, type Services } from "./services.ts";
import { registerHouse } from "./sources/house.ts";
import { createNewsroom, type Newsroom } from "./sources/newsroom.ts";
import { findPassword } from "./store/address.ts";
import { createLeases, type Leases } from "./store/leases.ts";
import type { Shards } from "./store/shards.ts";

/** Answers under way when the process is told to stop have this long. */
const GRACE_MS = 10_000;
/** For readings that were told to stop: none of them waits for a server or for the extractor any more. */
const READINGS_GRACE_MS = 5000;
/** Sources are due to the minute. */
const LOOK_EVERY_MS = 15_000;

/** The bot, until it is told to stop (status 0) or can't go on (status 1). Rejects when it can't begin. */
async function run(config: BotConfig, log: Log): Promise<number> {
  const ending = Promise.withResolvers<number>();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ending.resolve(0));
  const fail = (reason: string) => {
    log.error("can't go on", { reason });
    ending.resolve(1);
  };
  const reading = new AbortController();
  const metrics = createMetrics();
  const onNotice = (message: string) => log.warn("notice", { message });

  const services = await createServices({ config, databaseUrl: config.databaseUrl, onNotice });
  const { store, now } = services;
  if (services.chat) warmUpChecks();
  const newsroom = await openNewsroom(config, services, { signal: reading.signal, onNotice, log, metrics });
  const leases = createLeases(services);
  const bot = createBot({
    ...config.discord,
    texts: store,
    takeLogin: ({ bucket, forMs }) => leases.claimOnce(`login ${bucket}`, forMs),
    services: createBotServices({
      services,
      newsroom,
      ...(await createFairness({ ...config, store, now, log })),
      answerTimeoutMs: config.answerTimeoutMs,
      log,
      isTraced: config.logLevel === "debug",
      onAnswer: metrics.countAnswer,
      onRepeatedAnswer: metrics.countRepeatedAnswer,
      onTokens: metrics.countTokens,
    }),
    log,
    onOutcome(report) {
      metrics.countInteraction(report);
      log.info("interaction", { ...report });
    },
    onDisconnect: (code) => fail(describeClose(code)),
    ...watchServers(services, log),
  });
  const doors = await openDoors(config, { bot, services, metrics, log });
  logIn(bot, config, { log, leases }).then(
    () => keepReading(newsroom, reading.signal),
    (error: unknown) => fail(explainLoginFailure(error)),
  );
  const status = await ending.promise;

  log.info("stopping", { graceMs: GRACE_MS });
  // First, so that a balancer goes elsewhere at once, and whoever came in until then has the grace too.
  await doors.interactions?.close();
  await bot.stop(GRACE_MS);
  reading.abort(new Error("the bot is stopping"));
  await endReadings(newsroom, services);
  await doors.http?.close();
  await services.close();
  return status;
}

/** Each gives back that it reads its source: what is not given back counts as a reading that ended the process. */
async function endReadings(newsroom: Newsroom, { web }: Services): Promise<void> {
  await web.extractor.close();
  await waitUnlessAborted(newsroom.settle(), AbortSignal.timeout(READINGS_GRACE_MS)).catch(() => {});
}

interface Served {
  readonly bot: Bot;
  readonly services: Services;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What is served over HTTP, where the settings name the ports: health and metrics, and Discord's interactions. */
async function openDoors(
  { http, interactions, discord }: BotConfig,
  { bot, services: { store, now }, metrics, log }: Served,
) {
  const isConnected = discord.shards !== "none";
  if (isConnected) metrics.watchHeartbeat(bot.heartbeatAgeMs);
  const health = createHealthPage({ store, ...(isConnected && { heartbeatAgeMs: bot.heartbeatAgeMs }) });
  const doors = {
    http:
      http && (await startHttpServer({ ...http, pages: { "/healthz": health, "/metrics": metrics.page } })),
    interactions:
      interactions && (await startInteractionsServer({ ...interactions, now, onInteraction: bot.receive })),
  };
  if (doors.http) log.info("serving health and metrics", { host: http?.host, port: doors.http.port });
  if (doors.interactions) {
    log.info("taking interactions", { host: interactions?.host, port: doors.interactions.port });
  }
  return doors;
}

interface NewsroomListeners {
  /** Stops every reading. */
  readonly signal: AbortSignal;
  readonly onNotice: (message: string) => void;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The newsroom with the sources that the settings name, and those that moderators have added. */
async function openNewsroom(
  config: BotConfig,
  services: Services,
  { log, metrics, ...listeners }: NewsroomListeners,
): Promise<Newsroom> {
  const house = await createHouse(config, services);
  await registerHouse(services.store, house, { othersGo: true });
  return createNewsroom({
    ...services,
    ...listeners,
    house,
    shards: ownShards(config),
    keepTextMs: config.keepTextMs,
    random: Math.random,
    onReload(reload) {
      metrics.countReload(reload);
      logReload(log, reload);
    },
  });
}

/** All of them for the only process that there is; for one without a gateway none. */
function ownShards({ discord: { shards } }: BotConfig): Shards | undefined {
  if (shards === "auto") return undefined;
  return shards === "none" ? { ids: [], count: 1 } : shards;
}

/** Looks again and again for sources whose time has come, until the signal aborts. */
async function keepReading(newsroom: Newsroom, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // Not awaited: a source that takes long does not hold up those that come due meanwhile.
    void newsroom.readDue();
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** Keeps which servers the bot is in: what a server has is removed a while after it left. */
function watchServers({ store, now }: Services, log: Log) {
  const keep = (change: Promise<void>) =>
    void change.catch((error) => log.warn("servers not noted", { error }));
  const moment = () => now().toISOString();
  return {
    onServers: (present: readonly string[], shards: Shards) =>
      keep(store.noteServers({ present, shards, now: moment() })),
    onServerJoined: (guildId: string) => keep(store.noteServer({ guildId, leftAt: null })),
    onServerLeft: (guildId: string) => keep(store.noteServer({ guildId, leftAt: moment() })),
  };
}

interface LoginListeners {
  readonly log: Log;
  readonly leases: Leases;
}

async function logIn(bot: Bot, { discord }: BotConfig, { log, leases }: LoginListeners): Promise<void> {
  bot.rest.setToken(discord.token);
  const data = commands.map((command) => command.data);
  const register = () => registerCommands(bot.rest, { applicationId: discord.applicationId, commands: data });
  const result = await holdIfPossible(leases, "commands", register);
  log.info("commands", { result: result ?? "left to another process" });
  await bot.start();
  log.info("ready");
}

/** As `leases.hold`; where the store can't say who else is at it, the work is done all the same. */
async function holdIfPossible<Result>(
  leases: Leases,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  let isBegun = false;
  const begin = () => {
    isBegun = true;
    return work();
  };
  try {
    return await leases.hold(name, begin);
  } catch (error) {
    if (isBegun) throw error;
    return work();
  }
}

/** The bot. Exit status 0 when it was told to stop, 2 for bad settings, 1 for anything else. */
async function main(): Promise<number> {
  loadDotenv({ quiet: true });
  try {
    const config = parseBotConfig(process.env);
    const log = createLog({
      level: config.logLevel,
      write: (line) => process.stderr.write(line),
      now: () => new Date(),
      secrets: [config.discord.token, config.openai.apiKey, findPassword(config.databaseUrl)],
    });
    return await run(config, log);
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

// A request that nobody waits for any more must not keep a stopped bot alive.
process.exit(await main());
