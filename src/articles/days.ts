/** A day without a change of clocks, in milliseconds. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** Midnight UTC stands for a day without a time, and that day is the same everywhere. */
const DAY_ALONE = /^\d{4}-\d\d-\d\d(?:T00:00:00(?:\.0+)?Z)?$/;

/** Whether an ISO 8601 date in UTC is a day without a time. */
export function isDayAlone(isoDate: string): boolean {
  return DAY_ALONE.test(isoDate);
}

/** The day that an ISO 8601 date falls on in a time zone: `2026-02-27`. A day without a time is that day. */
export function dayOf(isoDate: string, timeZone: string): string {
  const at = isDayAlone(isoDate) ? Date.parse(isoDate) : toWallClock(Date.parse(isoDate), timeZone);
  return new Date(at).toISOString().slice(0, 10);
}

/** The moment that an article's date stands for: of a day without a time, its beginning in the time zone. */
export function momentOf(isoDate: string, timeZone: string): number {
  const at = Date.parse(isoDate);
  return isDayAlone(isoDate) ? fromWallClock(at, timeZone) : at;
}

/**
 * What the clocks of a time zone (an IANA name) show at a moment, as if they hung in Greenwich: so that days can be
 * counted without minding the zone. Both are milliseconds since 1970.
 */
export function toWallClock(moment: number, timeZone: string): number {
  if (timeZone === "UTC" || Number.isNaN(moment) || new Date(moment).getUTCFullYear() < 1) return moment;
  const parts = formatOf(timeZone).formatToParts(moment);
  const [year, month, day, hour, minute, second] = UNITS.map((unit) =>
    Number(parts.find(({ type }) => type === unit)?.value),
  );
  const shown = new Date(0).setUTCHours(hour ?? 0, minute, second, new Date(moment).getUTCMilliseconds());
  return new Date(shown).setUTCFullYear(year ?? 0, (month ?? 1) - 1, day);
}

/** The first moment at which a time zone's clocks show this; one that they skip is where they skip it. */
export function fromWallClock(shown: number, timeZone: string): number {
  if (timeZone === "UTC" || Number.isNaN(shown)) return shown;
  const [before, after] = [shown - DAY_MS, shown + DAY_MS].map(
    (near) => shown - (toWallClock(near, timeZone) - near),
  );
  const isShown = (moment = 0) => toWallClock(moment, timeZone) === shown;
  return (isShown(after) && !isShown(before) ? after : before) ?? shown;
}

const UNITS = ["year", "month", "day", "hour", "minute", "second"] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than a hundred uses of it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = Object.fromEntries(UNITS.map((unit) => [unit, "numeric" as const]));
  const made = new Intl.DateTimeFormat("en", { ...numeric, hourCycle: "h23", timeZone });
  formats.set(timeZone, made);
  return made;
}
