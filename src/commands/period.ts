import * as chrono from "chrono-node";
import { cleanText } from "../discord/markup.ts";
import type { Language } from "../discord/words/words.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const PARSERS = {
  en: chrono.en.casual,
  de: chrono.de.casual,
  fr: chrono.fr.casual,
  es: chrono.es.casual,
  pt: chrono.pt.casual,
  ja: chrono.ja.casual,
} as const satisfies Record<Language, chrono.Chrono>;

export interface PeriodContext {
  readonly now: Date;
  /** Dates are read in this language, else in English. */
  readonly language: Language;
}

/**
 * The start of what a member calls a day, a month or a year, or with `edge` "until" its end: ISO 8601, UTC.
 * Undefined when it is no date.
 */
export function parseEdge(
  typed: string,
  edge: "since" | "until",
  { now, language }: PeriodContext,
): string | undefined {
  const value = cleanText(typed).trim();
  // The parser makes the 13th of January of "2026-13-01".
  if (ISO_DAY.test(value) && !isDay(value)) return undefined;
  const span =
    parseYear(value) ?? parseSpan(value, PARSERS[language], now) ?? parseSpan(value, PARSERS.en, now);
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

function parseYear(value: string): TimeSpan | undefined {
  if (!/^(?:19|20)\d\d$/.test(value)) return undefined;
  const year = Number(value);
  return { start: Date.UTC(year, 0), end: Date.UTC(year + 1, 0) };
}

function parseSpan(value: string, parser: chrono.Chrono, now: Date): TimeSpan | undefined {
  const [result] = parser.parse(value, { instant: now, timezone: 0 }, { forwardDate: false });
  if (!result) return undefined;
  const first = spanOf(result.start, now);
  return { start: first.start, end: (result.end ? spanOf(result.end, now) : first).end };
}

/** An hour, a day or a month: as much as was said. */
function spanOf(said: chrono.ParsedComponents, now: Date): TimeSpan {
  const date = said.date();
  if (said.isCertain("hour")) return { start: date.getTime(), end: date.getTime() };
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (said.isCertain("month") && !said.isCertain("day") && !said.isCertain("weekday")) {
    return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
  }
  const day = Date.UTC(year, month, date.getUTCDate());
  // "Friday", said on a Wednesday, is the last one: there are no articles of the next.
  const isAhead = said.isCertain("weekday") && !said.isCertain("day") && day > now.getTime();
  const start = isAhead ? day - 7 * DAY_MS : day;
  return { start, end: start + DAY_MS };
}
