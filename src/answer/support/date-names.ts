const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
/** What the days of the week are called. */
export const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Sun|Mon|Tues?|Wed|Thurs?|Fri|Sat";
const MONTH = `(?:${MONTHS.join("|")}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`;

const DATE = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\b|\\b(${MONTH})\\.? (\\d{1,2})(?!\\d)|\\b(?:${[...MONTHS, ...WEEKDAYS].join("|")})\\b|\\b(?:${SHORT})\\.`,
  "gu",
);

/** Some texts come without capitals. */
const UNCAPITALIZED = new RegExp(`\\b(?:${[...MONTHS, ...WEEKDAYS].join("|")})\\b`, "giu");

interface DateInText {
  readonly text: string;
  /** What it is compared by: `feb`, `thu`, `26 feb`. */
  readonly value: string;
}

/** The first date of a statement that its evidence does not hold; whether in capitals is no matter there. */
export function findMissingDate(statement: string, evidence: string): string | undefined {
  const held = valuesOf(evidence);
  return findDateNames(statement).find(({ value }) => !held.has(value))?.text;
}

/** A text without its days of a month, whose figures count nothing. */
export function withoutDays(text: string): string {
  return text.replace(DATE, (whole, day, _month, _monthBefore, dayAfter) =>
    (day ?? dayAfter) ? " " : whole,
  );
}

const DAY_MS = 86_400_000;

/** A weekday is at most so many days away from the day on which it is called by its name. */
const WEEKDAY_REACH = 6;

/**
 * The days that a text means by "Thursday" and "yesterday", by the day on which it was published. A weekday may be the
 * last or the next one.
 */
export function spellImpliedDates(text: string, publishedAt: string | null): string {
  if (publishedAt === null) return "";
  const held = valuesOf(text);
  const published = Date.parse(publishedAt);
  const names: string[] = [];
  for (let away = -WEEKDAY_REACH; away <= WEEKDAY_REACH; away += 1) {
    const day = new Date(published + away * DAY_MS);
    const relative = RELATIVE.get(away);
    if (held.has(keyOf(weekdayOf(day))) || relative?.test(text)) names.push(spellDay(day));
    if (relative?.test(text)) names.push(weekdayOf(day));
  }
  return names.join(", ");
}

const RELATIVE: ReadonlyMap<number, RegExp> = new Map([
  [-1, /\b(?:yesterday|last night)\b/i],
  [0, /\b(?:today|tonight|this (?:morning|afternoon|evening))\b/i],
  [1, /\btomorrow\b/i],
]);

/** Every date that a text names, and every month of one. */
function valuesOf(text: string): Set<string> {
  const capitalized = text.replace(
    UNCAPITALIZED,
    (name) => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
  );
  return new Set(findDateNames(capitalized).flatMap(({ value }) => [value, value.replace(/^\d+ /, "")]));
}

/** Months, weekdays and days of a month that a text names. "May" counts only beside a day. */
function findDateNames(text: string): DateInText[] {
  return [...text.matchAll(DATE)].flatMap(([whole, day, month, monthBefore, dayAfter]) => {
    const date = month ?? monthBefore;
    if (date) return { text: whole, value: `${Number(day ?? dayAfter)} ${keyOf(date)}` };
    return { text: whole, value: keyOf(whole) };
  });
}
/** A publication date in words, every part of it: `27 February 2026 Friday`. */
export function spellDate(isoDate: string | null): string {
  if (isoDate === null) return "";
  const date = new Date(isoDate);
  return `${spellDay(date)} ${date.getUTCFullYear()} ${weekdayOf(date)} ${isoDate.slice(0, 10)}`;
}

function spellDay(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

function weekdayOf(date: Date): string {
  return WEEKDAYS[date.getUTCDay()] ?? "";
}

function keyOf(name: string): string {
  return name.slice(0, 3).toLowerCase();
}
