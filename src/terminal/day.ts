import * as chrono from "chrono-node";
import { UsageError } from "./usage-error.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(T.+)?$/;

/** The moment from which a day counts: "2026-02-27" and "last Monday" are their midnight, UTC. */
export function parseFirstDay(option: string, value: string, now: Date): string {
  return parseMoment(option, value, now).moment.toISOString();
}

/** The moment up to which a day counts, itself left out: the day is in, as people mean it. */
export function parseLastDay(option: string, value: string, now: Date): string {
  const { moment, isDay } = parseMoment(option, value, now);
  return new Date(moment.getTime() + (isDay ? DAY_MS : 0)).toISOString();
}

function parseMoment(option: string, value: string, now: Date): { moment: Date; isDay: boolean } {
  const text = value.trim();
  const iso = ISO_DAY.exec(text);
  const moment = iso ? new Date(text) : findDay(text, now);
  if (!moment || Number.isNaN(moment.getTime()) || isNoDay(iso?.[1]))
    throw new UsageError(`${option} takes a day such as 2026-02-27 or "last Monday", not "${value}"`);
  return { moment, isDay: iso?.[2] === undefined };
}

/** JavaScript takes 31 February for 3 March. */
function isNoDay(day: string | undefined): boolean {
  return day !== undefined && new Date(day).toISOString().slice(0, 10) !== day;
}

/** The midnight of a day in words, when the words are nothing but the day. */
function findDay(text: string, now: Date): Date | undefined {
  const found = chrono.en.casual.parse(text, { instant: now, timezone: 0 })[0];
  if (!found || found.text !== text) return undefined;
  const date = found.start.date();
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
}
