import * as chrono from "chrono-node";
import { DAY_MS, fromWallClock, toWallClock } from "../articles/days.ts";
import { UsageError } from "./usage-error.ts";

const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:T.+?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** When and where a day is typed. */
export interface DayContext {
  readonly now: Date;
  /** Where days begin and end: an IANA name. */
  readonly timeZone: string;
}

/** The moment from which a day counts: "2026-02-27" and "last Monday" are their midnight in the time zone. */
export function parseFirstDay(option: string, value: string, context: DayContext): string {
  return parseSpan(option, value, context).first.toISOString();
}

/** The moment up to which a day counts, itself left out: the day is in, as people mean it. */
export function parseLastDay(option: string, value: string, context: DayContext): string {
  return parseSpan(option, value, context).last.toISOString();
}

/** When a question of a day is put: at noon there, or at the moment that is typed. */
export function parseQuestionDay(option: string, value: string, context: DayContext): Date {
  const { first, last } = parseSpan(option, value, context);
  return new Date((first.getTime() + last.getTime()) / 2);
}

/** A day from its midnight to the next, or a moment. */
function parseSpan(option: string, value: string, context: DayContext): { first: Date; last: Date } {
  const text = value.trim();
  const iso = ISO_DAY.exec(text);
  const [, day, zone] = iso ?? [];
  const isMoment = iso !== null && text !== day;
  const shown = iso ? Date.parse(isMoment && !zone ? `${text}Z` : text) : findDay(text, context);
  if (shown === undefined || Number.isNaN(shown) || isNoDay(day))
    throw new UsageError(`${option} takes a day such as 2026-02-27 or "last Monday", not "${value}"`);
  if (zone) return { first: new Date(shown), last: new Date(shown) };
  const dateAt = (at: number) => new Date(fromWallClock(at, context.timeZone));
  return { first: dateAt(shown), last: dateAt(isMoment ? shown : shown + DAY_MS) };
}

/** JavaScript takes 31 February for 3 March. */
function isNoDay(day: string | undefined): boolean {
  return day !== undefined && new Date(day).toISOString().slice(0, 10) !== day;
}

/** The midnight of a day in words, as the time zone's clocks show it, when the words are nothing but the day. */
function findDay(text: string, { now, timeZone }: DayContext): number | undefined {
  const today = new Date(toWallClock(now.getTime(), timeZone));
  const found = chrono.en.casual.parse(text, { instant: today, timezone: 0 })[0];
  if (!found || found.text !== text) return undefined;
  const date = found.start.date();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}
