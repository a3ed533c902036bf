/** Midnight stands for a day without a time. */
const MIDNIGHT = /T00:00:00(?:\.0+)?Z$/;
const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

/**
 * A date that every reader sees in their own language and time zone (https://docs.discord.com/developers/reference).
 * A day without a time is shown from its noon, so that it stays that day from Alaska to New Zealand's west.
 * Undefined when there is no date to show.
 */
export function timestamp(isoDate: string | null, style: "day" | "relative" = "day"): string | undefined {
  const at = Date.parse(isoDate ?? "");
  if (Number.isNaN(at)) return undefined;
  const shift = style === "day" && MIDNIGHT.test(isoDate ?? "") ? HALF_A_DAY_MS : 0;
  return `<t:${Math.floor((at + shift) / 1000)}:${style === "day" ? "D" : "R"}>`;
}
