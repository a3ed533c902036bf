import type { AllowedMentions } from "./payloads.ts";

/** Who gets a notification from a message. */
export interface Pings {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

export const NO_PINGS: Pings = { everyone: false, users: [], roles: [] };

/** What is pinged where a payload has no `allowed_mentions`. */
export const DEFAULT_MENTIONS: Record<"message" | "interaction", AllowedMentions> = {
  message: { parse: ["everyone", "users", "roles"] },
  interaction: { parse: ["users"] },
};

/** Who a text pings, as Discord reads `allowed_mentions`. https://docs.discord.com/developers/resources/message */
export function findPings(text: string, { parse, users, roles }: AllowedMentions): Pings {
  const allows = (kind: string, listed: readonly string[] | null | undefined) => (id: string) =>
    parse?.includes(kind) || listed?.includes(id);
  return {
    everyone: Boolean(parse?.includes("everyone")) && /@(everyone|here)/.test(text),
    users: idsIn(text, /<@!?(\d+)>/g).filter(allows("users", users)),
    roles: idsIn(text, /<@&(\d+)>/g).filter(allows("roles", roles)),
  };
}

const idsIn = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? "")),
];
