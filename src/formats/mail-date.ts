const MINUTE_MS = 60_000;

/** Letters that begin a month's name in English, and in the other languages of feeds that translate RFC 822. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|gen|ene|янв)/,
  /^(?:feb|fév|fev|févr|фев)/,
  /^(?:mar|mär|mrz|mrt|maa|мар)/,
  /^(?:apr|abr|avr|апр)/,
  /^(?:may|mai|mag|mei|maj|мая|май)/,
  /^(?:jun|juin|giu|июн)/,
  /^(?:jul|juil|lug|июл)/,
  /^(?:aug|aoû|aou|ago|авг)/,
  /^(?:sep|set|сен)/,
  /^(?:oct|okt|ott|out|окт)/,
  /^(?:nov|ноя)/,
  /^(?:dec|dez|déc|dic|дек)/,
];

/** RFC 822's own names, in hours from UTC. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  "": 0,
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

const MAIL_DATE =
  /^(?:\p{L}{2,12}\.?\s*,?\s+)?(\d{1,2})[\s-]+(\p{L}{3,12})\.?,?[\s-]+(\d{4}|\d{2}),?(?:\s+|T)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?\s*([ap]m)?\s*(.*)$/iu;
const OFFSET = /^(?:gmt|utc|ut)?\s*([+-])(\d{1,2}):?(\d{2})?(?:\s*\(.*\))?$/i;

/** The parts of a date as written, its time in UTC minutes from its midnight. */
export interface MailDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly timeMs: number;
}

/**
 * Reads a date with a time as mail and RSS write it (RFC 822, section 5, and what feeds make of it): two-digit years, one-digit
 * times, weekdays that are wrong, months in other languages. Undefined for other forms and for zones that it doesn't
 * know.
 */
export function parseMailDate(text: string): MailDate | undefined {
  const [, day, monthName = "", yearText = "", hour = "0", minute = "0", second = "0", half, zone = ""] =
    MAIL_DATE.exec(text) ?? [];
  const month = MONTHS.findIndex((name) => name.test(monthName.toLowerCase())) + 1;
  const offset = findOffset(zone.trim());
  if (day === undefined || month === 0 || offset === undefined) return undefined;
  const hours = to24Hours(Number(hour), half?.toLowerCase());
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const minutes = hours * 60 + Number(minute) - offset;
  const timeMs = minutes * MINUTE_MS + Number(second) * 1_000;
  return { year: toFullYear(yearText), month, day: Number(day), timeMs };
}

/** Minutes east of UTC. */
function findOffset(zone: string): number | undefined {
  const [, sign, hours, minutes = "0"] = OFFSET.exec(zone) ?? [];
  if (sign === undefined) {
    const named = ZONE_HOURS[zone.toLowerCase().replace(/\s*\(.*\)$/, "")];
    return named === undefined ? undefined : named * 60;
  }
  const east = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -east : east;
}

/** "8:56 pm", and "20:56 pm" as some write it. */
function to24Hours(hours: number, half: string | undefined): number {
  if (half === "pm" && hours < 12) return hours + 12;
  return half === "am" && hours === 12 ? 0 : hours;
}

/** RFC 2822, section 4.3. */
function toFullYear(year: string): number {
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}
