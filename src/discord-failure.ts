import { z } from "zod";
import { describeError } from "./log.ts";

/** What discord.js and Node put on their errors. */
const failureSchema = z.object({
  code: z.union([z.string(), z.number()]).optional(),
  status: z.number().optional(),
});

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const UNAUTHORIZED = 401;
const NOT_THIS_APPLICATION: readonly unknown[] = [20012, 10002];
const CLOSED_FOR = new Map([
  [4004, "Discord refuses the token: check DISCORD_TOKEN"],
  [4010, "Discord has no such shard: check SHARDS"],
  [4011, "Discord wants this bot in more shards: it is in too many servers for these, so check SHARDS"],
  [4013, "Discord does not know an intent of this bot: update On Record"],
  [
    4014,
    "Discord does not grant an intent of this bot: it needs no privileged one, so check the application",
  ],
]);

const UNREACHABLE: readonly unknown[] = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
];

/** Why the bot could not log in, in one line that says what to check. */
export function explainLoginFailure(error: unknown): string {
  const { code, status } = failureSchema.safeParse(error).data ?? {};
  if (code === "TokenInvalid" || status === UNAUTHORIZED) return describeClose(4004);
  if (NOT_THIS_APPLICATION.includes(code)) {
    return "Discord says that this token is not of this application: check DISCORD_APPLICATION_ID";
  }
  const isTimeout = error instanceof Error && error.name === "AbortError";
  if (isTimeout || UNREACHABLE.includes(code)) {
    return `Discord can't be reached: check the network and DISCORD_API_URL (${describeError(error)})`;
  }
  return `Discord did not let the bot in: ${describeError(error)}`;
}

/** Why Discord has closed the connection for good, in one line that says what to check. */
export function describeClose(code: number): string {
  return CLOSED_FOR.get(code) ?? `Discord has closed the connection for good (${code})`;
}
