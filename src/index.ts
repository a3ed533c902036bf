import { setTimeout as sleep } from "node:timers/promises";
import { config as loadDotenv } from "dotenv";
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
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { startHttpServer } from "./http/server.ts";
import { createLog, describeError, type Log } from "./log.ts";
import { logReload } from "./log-reload.ts";
import { createServices, type Services } from "./services.ts";
import { registerHouse } from "./sources/house.ts";
import { createNewsroom, type Newsroom } from "./sources/newsroom.ts";

/** Answers under way when the process is told to stop have this long. */
const GRACE_MS = 10_000;
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

  const services = await createServices({ config, databaseFile: config.databaseFile, onNotice });
  const { store, now } = services;
  if (services.chat) warmUpChecks();
  const newsroom = await openNewsroom(config, services, { signal: reading.signal, onNotice, log, metrics });
  const bot = createBot({
    ...config.discord,
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
  const health = createHealthPage({ heartbeatAgeMs: bot.heartbeatAgeMs, store });
  const http =
    config.http &&
    (await startHttpServer({ ...config.http, pages: { "/healthz": health, "/metrics": metrics.page } }));
  if (http) log.info("serving health and metrics", { host: config.http?.host, port: http.port });

  logIn(bot, config, log).then(
    () => keepReading(newsroom, reading.signal),
    (error: unknown) => fail(explainLoginFailure(error)),
  );
  const status = await ending.promise;

  log.info("stopping", { graceMs: GRACE_MS });
  await bot.stop(GRACE_MS);
  reading.abort(new Error("the bot is stopping"));
  await http?.close();
  await services.close();
  return status;
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
    keepTextMs: config.keepTextMs,
    random: Math.random,
    onReload(reload) {
      metrics.countReload(reload);
      logReload(log, reload);
    },
  });
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
    onServers: (present: readonly string[]) => keep(store.noteServers({ present, now: moment() })),
    onServerJoined: (guildId: string) => keep(store.noteServer({ guildId, leftAt: null })),
    onServerLeft: (guildId: string) => keep(store.noteServer({ guildId, leftAt: moment() })),
  };
}

async function logIn(bot: Bot, { discord }: BotConfig, log: Log): Promise<void> {
  bot.rest.setToken(discord.token);
  const data = commands.map((command) => command.data);
  const result = await registerCommands(bot.rest, { applicationId: discord.applicationId, commands: data });
  log.info("commands", { result });
  await bot.start();
  log.info("ready");
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
      secrets: [config.discord.token, config.openai.apiKey],
    });
    return await run(config, log);
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

// A request that nobody waits for any more must not keep a stopped bot alive.
process.exit(await main());
