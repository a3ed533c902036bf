import { make } from "./dom.ts";

/** Discord's styles: https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const WHOLE: Intl.DateTimeFormatOptions = { dateStyle: "full", timeStyle: "short" };
const AGAIN_MS = 30_000;

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A moment in the reader's own zone and language. What says how long ago it is keeps saying it rightly. */
export function makeTime(seconds: number, style: string): HTMLElement {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return make("span", {}, "Invalid Date");
  const time = make("time", { datetime: moment.toISOString(), class: "timestamp" });
  time.title = format(moment, WHOLE);
  const show = () => {
    time.textContent = style === "R" ? relate(moment, Date.now()) : format(moment, STYLES[style] ?? WHOLE);
  };
  show();
  if (style === "R") {
    const timer = setInterval(() => (time.isConnected ? show() : clearInterval(timer)), AGAIN_MS);
  }
  return time;
}

/** When a message came, as Discord shows it beside a name. */
export function formatHour(ms: number): string {
  const moment = new Date(ms);
  const isToday = moment.toDateString() === new Date().toDateString();
  if (isToday) return `Today at ${format(moment, { timeStyle: "short" })}`;
  return format(moment, { dateStyle: "short", timeStyle: "short" });
}

const format = (moment: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, options).format(moment);

function relate(moment: Date, now: number): string {
  const seconds = Math.round((moment.getTime() - now) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
