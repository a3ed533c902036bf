/** Discord's time limits. Tests shorten them instead of waiting. */
export interface Limits {
  /** How long a bot has for its first response. */
  readonly firstResponseMs: number;
  /** How long an interaction's token lives once there was a first response. */
  readonly tokenLifeMs: number;
  /** How often the bot has to show on the gateway that it lives. */
  readonly heartbeatIntervalMs: number;
  /** How many shards it recommends. */
  readonly shards: number;
  /** How many shards, each of another remainder of this number, may log in at once. */
  readonly maxConcurrency: number;
  /** Between two logins of one remainder. */
  readonly identifyGapMs: number;
}

/**
 * https://docs.discord.com/developers/interactions/receiving-and-responding and
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 */
export const DISCORD_LIMITS: Limits = {
  firstResponseMs: 3000,
  tokenLifeMs: 15 * 60_000,
  heartbeatIntervalMs: 41_250,
  shards: 1,
  maxConcurrency: 1,
  identifyGapMs: 5000,
};
