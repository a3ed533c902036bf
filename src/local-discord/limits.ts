/** Discord's time limits. Tests shorten them instead of waiting. */
export interface Limits {
  /** How long a bot has for its first response. */
  readonly firstResponseMs: number;
  /** How long an interaction's token lives once there was a first response. */
  readonly tokenLifeMs: number;
  /** How often the bot has to show on the gateway that it lives. */
  readonly heartbeatIntervalMs: number;
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding */
export const DISCORD_LIMITS: Limits = {
  firstResponseMs: 3000,
  tokenLifeMs: 15 * 60_000,
  heartbeatIntervalMs: 41_250,
};
