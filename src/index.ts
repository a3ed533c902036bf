import { config as loadDotenv } from "dotenv";
import { type BotConfig, parseBotConfig } from "./bot-config.ts";
import { createBotServices } from "./bot-services.ts";
import { commands } from "./commands/index.ts";
import { ConfigError } from "./config.ts";
import { type Bot, createBot } from "./discord/bot.ts";
import { registerCommands } from "./discord/register.ts";
import { describeClose, explainLoginFailure } from "./discord-failure.ts";
import { createFairness } from "./fairness/fairness.ts";
import { createHealthPage } from "./http/health.ts";
import { createMetrics } from "./http/metrics.ts";
import { startHttpServer } from "./http/server.ts";
import { createLog, describeError, type Log } from "./log.ts";
import { logReload } from "./log-reload.ts";
import { createServices } from "./services.ts";
import { createFolderSource } from "./sources/folder.ts";
import { createNewsroom } from "./sources/newsroom.ts";

/** Answers under way when the process is told to stop have this long. */
const GRACE_MS = 10_000;

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
  const { store, embedder, now } = services;
  const newsroom = createNewsroom({
    sources: [createFolderSource({ id: "seeds", folder: config.seedsDir, now })],
    store,
    embedder,
    signal: reading.signal,
    onNotice,
    onReload(reload) {
      metrics.countReload(reload);
      logReload(log, reload);
    },
  });
  const bot = createBot({
    ...config.discord,
    services: createBotServices({
      services,
      newsroom,
      ...(await createFairness({ ...config, store, now, log })),
      answerTimeoutMs: config.answerTimeoutMs,
      log,
      onAnswer: metrics.countAnswer,
      onTokens: metrics.countTokens,
    }),
    log,
    onOutcome(report) {
      metrics.countInteraction(report);
      log.info("interaction", { ...report });
    },
    onDisconnect: (code) => fail(describeClose(code)),
  });
  const health = createHealthPage({ heartbeatAgeMs: bot.heartbeatAgeMs, store });
  const http =
    config.http &&
    (await startHttpServer({ ...config.http, pages: { "/healthz": health, "/metrics": metrics.page } }));
  if (http) log.info("serving health and metrics", { host: config.http?.host, port: http.port });

  logIn(bot, config, log).then(
    () => newsroom.reload({ signal: reading.signal }).catch((error) => log.debug("reading ended", { error })),
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
