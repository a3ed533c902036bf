/** Which shard, of how many. */
export type Shard = readonly [id: number, count: number];

/** https://docs.discord.com/developers/events/gateway#sharding-sharding-formula */
export const serves = ([id, count]: Shard, guildId: string): boolean =>
  (BigInt(guildId) >> 22n) % BigInt(count) === BigInt(id);

/** What one login of the bot has been told, kept so that a dropped connection loses nothing. */
export interface Session {
  readonly id: string;
  readonly shard: Shard;
  /** Numbers the message and keeps it for a resume. */
  record(name: string, payload: unknown): Dispatch;
  /** What was sent after that number, oldest first. */
  since(sequence: number): readonly Dispatch[];
}

/** A numbered event, as it goes over the wire. */
export interface Dispatch {
  readonly op: 0;
  readonly t: string;
  readonly s: number;
  readonly d: unknown;
}

/** More than a test or an evening at the playground sends between a drop and a resume. */
const MAX_KEPT = 5000;

/** Creates a session in which nothing was sent yet. */
export function createSession(id: string, shard: Shard): Session {
  let sequence = 0;
  let sent: Dispatch[] = [];
  return {
    id,
    shard,
    record(name, payload) {
      sequence += 1;
      const dispatch = { op: 0, t: name, s: sequence, d: payload } as const;
      sent = [...sent.slice(-MAX_KEPT), dispatch];
      return dispatch;
    },
    since: (after) => sent.filter(({ s }) => s > after),
  };
}
