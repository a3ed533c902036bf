/** Which of Discord's shards a process serves, of how many. */
export interface Shards {
  /** From 0. */
  readonly ids: readonly number[];
  readonly count: number;
}

/** The lowest bits of an id tell what was made in one millisecond apart; above them stands the time. */
const TIME_FROM_BIT = 22n;

/**
 * Whether a server belongs to one of the shards.
 * https://docs.discord.com/developers/events/gateway#sharding-sharding-formula
 */
export function isOfShards(guildId: string, { ids, count }: Shards): boolean {
  if (!/^\d+$/.test(guildId)) return false;
  return ids.includes(Number((BigInt(guildId) >> TIME_FROM_BIT) % BigInt(count)));
}
