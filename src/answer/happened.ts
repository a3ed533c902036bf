import * as chrono from "chrono-node";
import { DAY_MS, dayOf } from "../articles/days.ts";
import type { NamedDay, Receipt, Statement } from "./answer.ts";

/** A day as seen from another one; weeks, months and dates in full are told as they stand. */
const RELATIVE =
  /\b(?:[Yy]esterday|[Tt]omorrow|days? ago)\b|^\D*\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b\D*$/;

/** May be this week's or the next one's, or all of them; "a Tuesday meeting" may be to come. */
const UNCLEAR_BEFORE =
  /\b(?:next|this|every|each|by|until|till|before|after|since|from|between|an?|the|its|his|her|their|our)\s+(?:at least\s+)?$/i;
const UNCLEAR_WITHIN = /\b(?:next|this)\b/i;
/** "Sunday (12 November)" says itself which one. */
const DATE_BEHIND = /^\s*[(,]\s*(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;

/** The clause speaks of what was to come when it was published, or may speak of it. */
const COMING = /\b(?:will|shall|due|set to|scheduled|is to|are to|expected)\b|[’']ll\b/i;
const MAYBE_COMING =
  /\b(?:would|could|should|may|might|can|plan(?:s|ned|ning)?|hop(?:es|ed|ing)|ahead of|aims?|to be|going to)\b/i;

/** Where one clause ends and another begins. */
const CLAUSE_BREAK =
  /[,;:–—“”"()]|\b(?:and|but|after|before|while|as|that|which|who|when|where|because|if)\b/i;

/**
 * The days that a sentence names only as seen from the day of its publication ("on Thursday", "two days ago"), where
 * they are another day than that one and there is no doubt which. A weekday is the last one gone by, or where its
 * clause says "will" the next one.
 */
export function findNamedDays(sentence: string, publishedDay: string): NamedDay[] {
  return findDays(sentence, publishedDay).filter(
    ({ text, day }) => RELATIVE.test(text) && day !== publishedDay,
  );
}

/** Every day that a sentence names without a doubt, dates among them; weeks and months are none. */
export function findDays(sentence: string, publishedDay: string): NamedDay[] {
  const published = new Date(`${publishedDay}T12:00:00Z`);
  return chrono.en.casual.parse(sentence, { instant: published, timezone: 0 }).flatMap((result) => {
    if (result.end || !isDay(result.text) || isUnclear(sentence, result)) return [];
    const day = dayNamedBy(sentence, result, published);
    const text = result.text.replace(/^on\s+/i, "").replace(/[,\s]+$/, "");
    return day === undefined ? [] : [{ text, day }];
  });
}

/** "26 February", "Feb 26", "2026-02-26", but not "February 2026". */
const DATE =
  /\b\d{4}-\d\d-\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.? \d{1,2}(?!\d)/u;
const isDay = (text: string) => RELATIVE.test(text) || DATE.test(text);

/** "Black Friday" and "Monday Night Football" are names; "next Tuesday" may be either of two. */
function isUnclear(sentence: string, { index, text }: chrono.ParsedResult): boolean {
  const before = sentence.slice(0, index);
  const after = sentence.slice(index + text.length);
  const isName = /\p{Lu}[\p{L}’'.-]*\s+$/u.test(before) && /^\p{Lu}/u.test(text);
  return (
    isName ||
    DATE_BEHIND.test(after) ||
    /^\s+\p{Lu}|^s\b|^\s*(?:to|and|or|through)\s+(?:\p{Lu}\p{L}+day)\b/u.test(after) ||
    UNCLEAR_BEFORE.test(before) ||
    UNCLEAR_WITHIN.test(text)
  );
}

function dayNamedBy(sentence: string, { start, index, text }: chrono.ParsedResult, published: Date) {
  const weekday = start.get("weekday");
  if (start.isCertain("day") || weekday === null) return toDay(start.date());
  const clause = clauseAround(sentence, index, index + text.length);
  const back = (published.getUTCDay() - weekday + 7) % 7;
  const inDays = (days: number) => toDay(new Date(published.getTime() + days * DAY_MS));
  if (MAYBE_COMING.test(clause)) return undefined;
  const isToBe = /\b(?:is|are)\s*(?:on\s*)?$/i.test(sentence.slice(0, index));
  if (COMING.test(clause) || isToBe) return inDays(back === 0 ? 0 : 7 - back);
  const before = sentence.slice(0, index);
  if (COMING.test(before) || MAYBE_COMING.test(before)) return undefined;
  if (/\blast\b/i.test(text)) return back < MIN_DAYS_TO_LAST ? undefined : inDays(-back);
  return back > MAX_DAYS_BACK ? undefined : inDays(-back);
}

/**
 * What happened five or six days ago is seldom called by its weekday alone: of nine such names in answers from the
 * development data six were days to come of articles that were brought up to date, or another continent's.
 */
const MAX_DAYS_BACK = 4;

/** "Last Saturday", said on a Sunday, may be the one before. */
const MIN_DAYS_TO_LAST = 3;

const toDay = (date: Date) => date.toISOString().slice(0, 10);

/** The clause that the words stand in, and where it holds nothing else ("On Thursday, …") the next one too. */
export function clauseAround(sentence: string, start: number, end: number): string {
  const before = (sentence.slice(0, start).split(CLAUSE_BREAK).at(-1) ?? "").replace(/\bon\s*$/i, "");
  const [after = "", next = ""] = sentence.slice(end).split(CLAUSE_BREAK);
  const isAlone = before.trim() === "" && after.trim() === "";
  return `${before} ${after} ${isAlone ? next : ""}`;
}

/** The statements with what their receipts' relative days are; a name that two receipts use of two days is left out. */
export function withNamedDays(statements: readonly Statement[], timeZone = "UTC"): Statement[] {
  return statements.map((statement) => {
    const named = new Map<string, Set<string>>();
    for (const { text, day } of statement.receipts.flatMap((receipt) => daysOf(receipt, timeZone))) {
      if (statement.text.includes(text)) named.set(text, (named.get(text) ?? new Set()).add(day));
    }
    const happened = [...named].flatMap(([text, days]) =>
      days.size === 1 ? [...days].map((day) => ({ text, day })) : [],
    );
    return happened.length === 0 ? statement : { ...statement, happened };
  });
}

/** A date that is only that of the reading tells nothing of what "Thursday" was. */
function daysOf({ quote, article }: Receipt, timeZone: string): NamedDay[] {
  const { publishedAt, dateFrom } = article;
  if (publishedAt === null || dateFrom === "fetched") return [];
  return findNamedDays(quote, dayOf(publishedAt, timeZone));
}
