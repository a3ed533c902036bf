const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Sun|Mon|Tues?|Wed|Thurs?|Fri|Sat";
const MONTH = `(?:${MONTHS.join("|")}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`;

const DATE = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\b|\\b(${MONTH})\\.? (\\d{1,2})(?!\\d)|\\b(?:${[...MONTHS, ...WEEKDAYS].join("|")})\\b|\\b(?:${SHORT})\\.`,
  "gu",
);

export interface DateInText {
  readonly text: string;
  /** What it is compared by: `feb`, `thu`, `26 feb`. */
  readonly value: string;
}

/** Months, weekdays and days of a month that a text names. "May" counts only beside a day. */
export function findDateNames(text: string): DateInText[] {
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
  const [month, weekday] = [MONTHS[date.getUTCMonth()], WEEKDAYS[date.getUTCDay()]];
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${weekday} ${isoDate.slice(0, 10)}`;
}

function keyOf(name: string): string {
  return name.slice(0, 3).toLowerCase();
}
