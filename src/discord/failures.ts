import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";

/** What a failed call to Discord means for whoever made it. */
export type Failure =
  /** A first response has been taken before: an earlier try's whose answer was lost, or another process's. */
  | { readonly kind: "taken" }
  /** The interaction, its token or its message is no more. */
  | { readonly kind: "gone"; readonly reason: string }
  | { readonly kind: "again"; readonly reason: string; readonly waitMs: number }
  /** Discord refuses what was sent; sending it again changes nothing. */
  | { readonly kind: "refused"; readonly reason: string };

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const ALREADY_ACKNOWLEDGED = 40060;
/** Unknown message, interaction, webhook; and a token that has expired. */
const GONE: readonly (number | string)[] = [10008, 10062, 10015, 50027];

/** Reads what discord.js rejects with. Whatever is neither Discord's answer nor a rate limit is the network's. */
export function classifyFailure(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof RateLimitError) {
    return { kind: "again", reason: "rate limit", waitMs: Math.max(error.retryAfter, error.timeToReset, 0) };
  }
  if (error instanceof DiscordAPIError) {
    if (error.code === ALREADY_ACKNOWLEDGED) return { kind: "taken" };
    return { kind: GONE.includes(error.code) ? "gone" : "refused", reason: `${error.code} ${reason}` };
  }
  const status = error instanceof HTTPError ? `${error.status} ` : "";
  return { kind: "again", reason: `${status}${reason}`, waitMs: 0 };
}
