import * as chrono from "chrono-node";
import { fromWallClock, toWallClock } from "../articles/days.ts";
import { cleanText } from "../discord/markup.ts";
import type { Language } from "../discord/words/words.ts";

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const PARSERS = {
  en: chrono.en.casual,
  de: chrono.de.casual,
  fr: chrono.fr.casual,
  es: chrono.es.casual,
  pt: chrono.pt.casual,
  ja: chrono.ja.casual,
} as const satisfies Record<Language, chrono.Chrono>;

/** By whose clock and in which language a period is read. */
export interface PeriodContext {
  readonly now: Date;
  /** Dates are read in this language, else in English. */
  readonly language: Language;
  /** Where days begin and end: an IANA name; UTC where it is not given. */
  readonly timeZone?: string | undefined;
}

/**
 * The start of what a member calls a day, a month or a year, or with `edge` "until" its end: ISO 8601, UTC.
 * Undefined when it is no date.
 */
export function parseEdge(
  typed: string,
  edge: "since" | "until",
  { now, language, timeZone = "UTC" }: PeriodContext,
): string | undefined {
  const value = cleanText(typed).trim();
  // The parser makes the 13th of January of "2026-13-01".
  if (ISO_DAY.test(value) && !isDay(value)) return undefined;
  const clock = { now, timeZone };
  const span =
    parseYear(value, timeZone) ??
    parseSpan(value, PARSERS[language], clock) ??
    parseSpan(value, PARSERS.en, clock);
  return span && sortableDate(edge === "since" ? span.start : span.end);
}

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
const isDay = (value: string) => {
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};

/** Dates are compared letter by letter, and years of more or fewer digits stand in the wrong place. */
const MAX_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function sortableDate(time: number): string | undefined {
  const date = new Date(Math.min(time, MAX_TIME));
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 ? undefined : date.toISOString();
}

interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

interface Clock {
  readonly now: Date;
  readonly timeZone: string;
}

function parseYear(value: string, timeZone: string): TimeSpan | undefined {
  if (!/^(?:19|20)\d\d$/.test(value)) return undefined;
  const year = Number(value);
  return spanBetween(Date.UTC(year, 0), Date.UTC(year + 1, 0), timeZone);
}

function parseSpan(value: string, parser: chrono.Chrono, clock: Clock): TimeSpan | undefined {
  const { now, timeZone } = clock;
  const timezone = (toWallClock(now.getTime(), timeZone) - now.getTime()) / MINUTE_MS;
  const [result] = parser.parse(value, { instant: now, timezone }, { forwardDate: false });
  if (!result) return undefined;
  const first = spanOf(result.start, clock);
  return { start: first.start, end: (result.end ? spanOf(result.end, clock) : first).end };
}

/** An hour, a day or a month: as much as was said. */
function spanOf(said: chrono.ParsedComponents, { now, timeZone }: Clock): TimeSpan {
  if (said.isCertain("hour")) return { start: said.date().getTime(), end: said.date().getTime() };
  const [year, month, date] = (["year", "month", "day"] as const).map((part) => said.get(part) ?? 1);
  const dayAt = (monthIndex: number, day: number) =>
    new Date(0).setUTCFullYear(year ?? 1970, monthIndex, day);
  const monthIndex = (month ?? 1) - 1;
  if (said.isCertain("month") && !said.isCertain("day") && !said.isCertain("weekday")) {
    return spanBetween(dayAt(monthIndex, 1), dayAt(monthIndex + 1, 1), timeZone);
  }
  const day = dayAt(monthIndex, date ?? 1);
  // "Friday", said on a Wednesday, is the last one: there are no articles of the next.
  const isWeekday = said.isCertain("weekday") && !said.isCertain("day");
  const isAhead = isWeekday && day > toWallClock(now.getTime(), timeZone);
  const start = isAhead ? day - 7 * DAY_MS : day;
  return spanBetween(start, start + DAY_MS, timeZone);
}

/** From one midnight to another. */
const spanBetween = (start: number, end: number, timeZone: string): TimeSpan => ({
  start: fromWallClock(start, timeZone),
  end: fromWallClock(end, timeZone),
});
