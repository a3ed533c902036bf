import { strict } from "chrono-node";
import { parseMailDate } from "./mail-date.ts";

/** No date is written longer; longer text is prose, and slow to search. */
const MAX_DATE_CHARS = 100;
const LAST_ISO_MS = Date.UTC(9999, 11, 31);

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2})(?::(\d{2})(?::(\d{2}))?)?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** ISO 8601's basic format. */
const ISO_BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?$/i;
const COMPACT = /^(\d{4})[/.]?(\d{2})[/.]?(\d{2})$/;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const EPOCH_SECONDS = /^\d{10}(?:\.\d+)?$/;
const EPOCH_MS = /^\d{13}$/;
/** 03/04/2026 is March to some and April to others. */
const SLASHED = /\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/;

/**
 * A written date as ISO 8601 in UTC; a day alone is its midnight, a time without a zone is taken as UTC. Null unless
 * year, month and day are all stated.
 */
export function parseDate(text: string | null | undefined): string | null {
  return readDate(text?.trim() ?? "")?.iso ?? null;
}

/** As `parseDate`, and null when the line says anything besides the date. */
export function parseDateLine(line: string): string | null {
  const text = line.trim();
  const date = readDate(text);
  if (!date) return null;
  return /[\p{L}\p{N}]/u.test(text.replace(date.matched, "")) ? null : date.iso;
}

function readDate(text: string): { iso: string; matched: string } | null {
  if (text === "" || text.length > MAX_DATE_CHARS) return null;
  const mail = parseMailDate(text);
  if (mail !== undefined) return toIso(utcDay(mail.year, mail.month, mail.day) + mail.timeMs, text);
  const numeric = readNumericDate(text);
  if (numeric !== undefined) return toIso(numeric, text);
  if (SLASHED.test(text)) return null;

  const found = strict.parse(text, { instant: new Date(0), timezone: "UTC" })[0];
  if (!found) return null;
  const { start } = found;
  if (!(start.isCertain("year") && start.isCertain("month") && start.isCertain("day"))) return null;
  const { year, month, day } = { year: start.get("year"), month: start.get("month"), day: start.get("day") };
  const ms = start.isCertain("hour") ? start.date().getTime() : utcDay(year ?? 0, month ?? 0, day ?? 0);
  return toIso(ms, found.text);
}

/** Milliseconds of a date in figures; NaN if it is none; undefined if the text is not in figures. */
function readNumericDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Math.trunc(Number(text)) * 1_000;
  if (EPOCH_MS.test(text)) return Number(text);
  const german = GERMAN.exec(text);
  if (german) return utcDay(Number(german[3]), Number(german[2]), Number(german[1]));
  const compact = COMPACT.exec(text);
  if (compact) return utcDay(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const iso = ISO.exec(text) ?? ISO_BASIC.exec(text);
  if (!iso) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", zone = "Z"] = iso;
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000;
  const isTime = Number(hour) <= 24 && Number(minute) < 60 && Number(second) <= 60;
  return isTime ? utcDay(Number(year), Number(month), Number(day)) + time - offsetMs(zone) : Number.NaN;
}

/** NaN for days that no calendar has, such as 31 February, and for the years that programs write for "unknown". */
function utcDay(year: number, month: number, day: number): number {
  if (year < 100) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : Number.NaN;
}

function offsetMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === "-" ? -ms : ms;
}

function toIso(ms: number, matched: string): { iso: string; matched: string } | null {
  const isPlausible = Number.isFinite(ms) && ms <= LAST_ISO_MS && ms >= -LAST_ISO_MS / 4;
  return isPlausible ? { iso: new Date(ms).toISOString(), matched } : null;
}
