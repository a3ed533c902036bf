import { setTimeout as sleep } from "node:timers/promises";
import {
  Client,
  type ClientOptions,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  REST,
} from "discord.js";
import type { BotServices, Command } from "../commands/command.ts";
import { commands } from "../commands/index.ts";
import type { Log } from "../log.ts";
import type { Shards } from "../store/shards.ts";
import { createConversations } from "./conversation.ts";
import { createDispatcher } from "./dispatch.ts";
import { createKeptTexts, type KeptTextsOptions } from "./kept-texts.ts";
import { createLogins, type TakeLogin } from "./logins.ts";
import type { OutcomeReport } from "./occasion.ts";
import type { Clock } from "./patience.ts";
import { createProposals } from "./proposals.ts";
import { createReply } from "./reply.ts";
import { createShelf } from "./shelf.ts";

export interface BotOptions {
  readonly token: string;
  /** Discord's own where it is not given. */
  readonly apiUrl?: string | undefined;
  readonly services: BotServices;
  readonly log: Log;
  /** Hears how each thing that a member did has ended. */
  readonly onOutcome: (report: OutcomeReport) => void;
  /** Those that this process serves; `none` only hears what it is handed. Default: as many as Discord recommends. */
  readonly shards?: "auto" | "none" | Shards;
  /** Asked before each login of a shard; logins of this process alone are spread where it is not given. */
  readonly takeLogin?: TakeLogin;
  /** Hears which servers of its shards the bot is in, when it has logged in: also those that are down for now. */
  readonly onServers?: (guildIds: readonly string[], shards: Shards) => void;
  readonly onServerJoined?: (guildId: string) => void;
  readonly onServerLeft?: (guildId: string) => void;
  /** Discord has closed the connection for good (a bad token, intents that it does not grant): start anew or exit. */
  readonly onDisconnect: (closeCode: number) => void;
  /** Where what stands behind buttons is kept for other processes and for after a restart. */
  readonly texts?: KeptTextsOptions["store"];
  readonly commands?: readonly Command[];
  readonly clock?: Clock;
  readonly maxInFlight?: number;
  readonly answerWithinMs?: number;
  /** Between two edits of one message. */
  readonly editGapMs?: number;
  /** How discord.js spreads its logins; its own way where it is not given. */
  readonly ws?: ClientOptions["ws"];
}

/** The bot's side of Discord. */
export interface Bot {
  /** For registering commands. */
  readonly rest: REST;
  /** Answers an interaction that came another way than over the gateway. */
  receive(payload: unknown): void;
  /** Logs in. Resolves when the bot is ready; rejects when it can't be. */
  start(): Promise<void>;
  /** Tells whoever asks now to come back, finishes what is under way, and leaves. */
  stop(graceMs: number): Promise<void>;
  /** How long ago Discord last showed that every connection lives; undefined before it ever has. */
  heartbeatAgeMs(): number | undefined;
}

/**
 * Twice the hundred that may come at once, so that no burst is turned away; what is beyond would only wait for the
 * model, which takes a few at a time, until its answer is too late. A server that has fewer than its share is let in.
 */
const MAX_IN_FLIGHT = 200;
/** Within the life of an interaction's token, with a margin for saying so. */
const ANSWER_WITHIN_MS = 14 * 60 * 1000;
/** discord.js waits for 15 seconds, four times; a call that hangs is better made again. */
const REST_TIMEOUT_MS = 5000;
/** Nothing that the bot does needs more than its own member; interactions bring along what they are about. */
const CACHE_LIMITS = { MessageManager: 0, ReactionManager: 0, UserManager: 200, ThreadManager: 0 };

const REAL_CLOCK: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms) };

/** Creates a bot that is not logged in yet. */
export function createBot(options: BotOptions): Bot {
  const { log, token, clock = REAL_CLOCK, onDisconnect } = options;
  const client = createClient(options, clock);
  const { conversations, dispatch } = createHandling(options, client.rest, clock);
  let readyAt: number | undefined;

  // Without a listener an error in discord.js ends the process.
  client.on(Events.Error, (error) => log.error("discord.js failed", { error }));
  client.on(Events.ShardError, (error) => log.warn("connection failed", { error }));
  client.on(Events.Warn, (message) => log.warn("discord.js warns", { message }));
  client.on(Events.ShardDisconnect, ({ code }) => onDisconnect(code));
  client.on(Events.ClientReady, ({ guilds }) => {
    readyAt = clock.now();
    const { ws, options: found } = client;
    options.onServers?.([...guilds.cache.keys()], {
      ids: [...ws.shards.keys()],
      count: found.shardCount ?? ws.shards.size,
    });
  });
  client.on(Events.GuildCreate, ({ id }) => options.onServerJoined?.(id));
  // For a server that is merely down discord.js has an event of its own.
  client.on(Events.GuildDelete, ({ id }) => options.onServerLeft?.(id));
  // As they come: discord.js would hold them back until the last shard is there, for longer than Discord waits.
  const receive = (payload: unknown) => void dispatch(payload);
  client.ws.on(GatewayDispatchEvents.InteractionCreate, receive);

  return {
    rest: client.rest,
    receive,
    async start() {
      if (options.shards === "none") return;
      const ready = Promise.withResolvers<void>();
      client.once(Events.ClientReady, () => ready.resolve());
      client.once(Events.ShardDisconnect, ({ code }) =>
        ready.reject(new Error(`Discord has closed the connection (${code})`)),
      );
      await Promise.all([ready.promise, client.login(token)]);
    },
    async stop(graceMs) {
      await conversations.stop(graceMs);
      await client.destroy();
    },
    heartbeatAgeMs() {
      if (readyAt === undefined) return undefined;
      // The shard that was silent for longest: the others' servers are answered, and its are not.
      const since = readyAt;
      const last = client.ws.shards.map(({ lastPingTimestamp }) => Math.max(lastPingTimestamp, since));
      return clock.now() - Math.min(...last);
    },
  };
}

function createClient(options: BotOptions, clock: Clock): Client {
  const { apiUrl, shards = "auto", takeLogin, log } = options;
  const onError = (error: unknown) => log.warn("logins not known", { error });
  const spread: ClientOptions["ws"] = takeLogin && {
    async buildIdentifyThrottler(manager) {
      const limitNow = async (isFresh: boolean) =>
        (await manager.fetchGatewayInformation(isFresh)).session_start_limit;
      return createLogins({
        maxConcurrency: (await limitNow(false)).max_concurrency,
        takeLogin,
        countLeft: async () => (await limitNow(true)).remaining,
        clock,
        onError,
        onNoneLeft: (left) => log.warn("no logins left today", { left }),
        onWait: (shard) => log.info("login waits for another process's", { shard }),
      });
    },
  };
  const ws = options.ws ?? spread;
  return new Client({
    // No privileged intent: no message of a member is ever read.
    intents: [GatewayIntentBits.Guilds],
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...CACHE_LIMITS }),
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      timeout: REST_TIMEOUT_MS,
      retries: 1,
      // discord.js would sleep past the window of an answer; reply.ts knows how long it may wait.
      rejectOnRateLimit: ["/interactions", "/webhooks"],
    },
    // Never left out: discord.js would read our own settings out of the environment.
    ...(typeof shards === "string" ? { shards: "auto" } : { shards: shards.ids, shardCount: shards.count }),
    ...(ws ? { ws } : {}),
  });
}

function createHandling(options: BotOptions, rest: REST, clock: Clock) {
  const {
    services,
    log,
    onOutcome,
    maxInFlight = MAX_IN_FLIGHT,
    answerWithinMs = ANSWER_WITHIN_MS,
  } = options;
  const onError = (error: unknown) => log.warn("not kept for other processes", { error });
  const texts = createKeptTexts({ store: options.texts, clock, onError });
  const shelf = createShelf(texts);
  const proposals = createProposals(texts);
  const conversations = createConversations({
    services,
    shelf,
    proposals,
    clock,
    log,
    onOutcome,
    maxInFlight,
    answerWithinMs,
  });
  const onFailure = (what: string, reason: string) => log.warn("Discord did not take it", { what, reason });
  const { editGapMs } = options;
  // Without tries of its own: only reply.ts then knows whether an answer of Discord's may have been lost.
  // What answers an interaction is not bound by the bot's global limit, which discord.js would keep for it.
  const once = new REST({
    ...rest.options,
    retries: 0,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  });
  const deps = { rest: once, clock, onFailure, ...(editGapMs === undefined ? {} : { editGapMs }) };
  const dispatch = createDispatcher({
    commands: options.commands ?? commands,
    services,
    conversations,
    shelf,
    proposals,
    clock,
    log,
    onOutcome,
    createReply: (address) => createReply(deps, address),
  });
  return { conversations, dispatch };
}
