import { isDayAlone } from "../articles/days.ts";

/** From Hawaii (10 hours behind) to Auckland in summer (13 ahead), every clock shows one day at half past ten UTC. */
const SAME_DAY_MS = 10.5 * 60 * 60 * 1000;

/**
 * A date that every reader sees in their own language and time zone (https://docs.discord.com/developers/reference).
 * A day without a time stays that day wherever nearly everybody lives.
 * Undefined when there is no date to show.
 */
export function timestamp(isoDate: string | null, style: "day" | "relative" = "day"): string | undefined {
  const at = Date.parse(isoDate ?? "");
  if (Number.isNaN(at)) return undefined;
  const shift = style === "day" && isDayAlone(isoDate ?? "") ? SAME_DAY_MS : 0;
  return `<t:${Math.floor((at + shift) / 1000)}:${style === "day" ? "D" : "R"}>`;
}
