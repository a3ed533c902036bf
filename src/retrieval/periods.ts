import * as chrono from "chrono-node";
import { DAY_MS, fromWallClock, toWallClock } from "../articles/days.ts";
import type { ArticleFilter } from "../store/store.ts";
import { isStopWord } from "./words.ts";

/** `[since, until)`, ISO 8601, UTC. */
export interface Period {
  readonly since: string;
  readonly until: string;
  /** The words that named it. */
  readonly text: string;
}

/** From the first millisecond of its first day to the first after its last, as the clocks of the time zone show it. */
interface Days {
  readonly since: number;
  readonly until: number;
}

/** With these a date is meant as it stands, even where it lies ahead: "what will happen on Friday". */
const LOOKS_AHEAD = /\b(?:will|next|coming|upcoming|tomorrow|planned|scheduled|expected|going to)\b/i;

/** The question itself is about what is to come, not about what was said of it. */
const IS_TO_COME = /^(?!.*\b(?:did|said|was|were|has|had)\b).*\bwill\b/i;

/** Words of other meanings that the parser takes for dates: "he sat down", "what does he say now". */
const NO_DATE = /^(?:now|sat|sun|mar|may|wed)$/;

/** "Last week" and "the past three days" reach up to now, "a week ago" does not. */
const REACHES_NOW = /\b(?:weeks?|days|months)\b(?!.*\bago\b)/i;

const THIS_WEEK = /^this week$/i;

/**
 * Days, weeks, months and "last year" as a question names them, from midnight to midnight in a time zone (an IANA
 * name). Of two Mondays the one gone by is meant.
 */
export function findPeriods(text: string, now: Date, timeZone = "UTC"): Period[] {
  const today = new Date(toWallClock(now.getTime(), timeZone));
  const toMoment = (shown: number) => new Date(fromWallClock(shown, timeZone)).toISOString();
  return chrono.en.casual.parse(text, { instant: today, timezone: 0 }).flatMap((result) => {
    if (!namesDay(result) || isPartOfName(text, result)) return [];
    const named = daysOf(result, today);
    const meant = shiftToMeant(named, result.start, { text, today });
    const { since, until } = result.end
      ? meant
      : open(meant, text.slice(0, result.index), result.text, today);
    return [{ since: toMoment(since), until: toMoment(until), text: result.text }];
  });
}

/** A filter with what its edges are for articles that are dated by a day alone. */
export function withDays(filter: ArticleFilter, timeZone = "UTC"): ArticleFilter {
  const dayAt = (edge: string) => new Date(toWallClock(Date.parse(edge), timeZone)).toISOString();
  return {
    ...filter,
    ...(filter.since === undefined ? {} : { sinceDay: dayAt(filter.since) }),
    ...(filter.until === undefined ? {} : { untilDay: dayAt(filter.until) }),
  };
}

/** "Black Friday" and "Monday Night Football" are no days of the week that is meant. */
function isPartOfName(question: string, { start, index, text }: chrono.ParsedResult): boolean {
  if (!start.isCertain("weekday") || start.isCertain("day")) return false;
  const before = /(\p{Lu}[\p{L}’'-]*)\s+$/u.exec(question.slice(0, index))?.[1];
  const isNamed = before !== undefined && /^\p{Lu}/u.test(text) && !isStopWord(before);
  return isNamed || /^\s+\p{Lu}/u.test(question.slice(index + text.length));
}

/** "At 5 pm" and "in the last hour" are about the clock, not about a day. */
function namesDay({ start, text }: chrono.ParsedResult): boolean {
  if (NO_DATE.test(text)) return false;
  if (THIS_WEEK.test(text)) return true;
  const isDay = (["year", "month", "day", "weekday"] as const).some((part) => start.isCertain(part));
  return isDay
    ? !/\b(?:hours?|minutes?|seconds?)\b/i.test(text)
    : /\bthis (?:morning|afternoon)\b/i.test(text);
}

function daysOf({ start, end, text }: chrono.ParsedResult, today: Date): Days {
  if (THIS_WEEK.test(text)) return weekOf(today);
  const first = start.date();
  const [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()];
  if (end) return { since: Date.UTC(year, month, day), until: startOfDay(end.date()) + DAY_MS };
  const isDay = start.isCertain("day") || start.isCertain("weekday");
  if (!isDay && start.isCertain("month")) {
    return { since: Date.UTC(year, month), until: Date.UTC(year, month + 1) };
  }
  if (!isDay && start.isCertain("year")) return { since: Date.UTC(year, 0), until: Date.UTC(year + 1, 0) };
  const length = /\bweekend$/i.test(text) ? 2 : 1;
  return { since: Date.UTC(year, month, day), until: Date.UTC(year, month, day + length) };
}

/** From Monday to Sunday. */
function weekOf(today: Date): Days {
  const since = startOfDay(today) - ((today.getUTCDay() + 6) % 7) * DAY_MS;
  return { since, until: since + 7 * DAY_MS };
}

/**
 * The parser takes the nearest Wednesday or December, but news was published before it is asked for, and what will
 * happen on Wednesday has not yet.
 */
function shiftToMeant(
  days: Days,
  start: chrono.ParsedComponents,
  { text, today }: { readonly text: string; readonly today: Date },
): Days {
  const isWeekday = start.isCertain("weekday") && !start.isCertain("day");
  const weeksOn = (weeks: number) => ({
    since: days.since + weeks * 7 * DAY_MS,
    until: days.until + weeks * 7 * DAY_MS,
  });
  if (isWeekday && days.until <= today.getTime() && IS_TO_COME.test(text)) return weeksOn(1);
  if (days.since <= today.getTime() || start.isCertain("year") || LOOKS_AHEAD.test(text)) return days;
  if (isWeekday) return weeksOn(-1);
  const yearBefore = (time: number) => new Date(time).setUTCFullYear(new Date(time).getUTCFullYear() - 1);
  return { since: yearBefore(days.since), until: yearBefore(days.until) };
}

/** "Since Monday" has no end but now, "before Monday" no beginning. */
function open({ since, until }: Days, before: string, text: string, now: Date): Days {
  const tomorrow = startOfDay(now) + DAY_MS;
  const preposition = /\b(since|after|before|until|till|by)\s+$/i.exec(before)?.[1]?.toLowerCase();
  if (preposition === "before") return { since: 0, until: since };
  if (preposition === "since" || preposition === "after") return { since, until: Math.max(until, tomorrow) };
  if (preposition !== undefined) return { since: 0, until };
  return REACHES_NOW.test(text) ? { since, until: Math.max(until, tomorrow) } : { since, until };
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}
