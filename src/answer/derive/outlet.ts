import type { ArticleInfo } from "../../articles/article.ts";
import { dayOf } from "../../articles/days.ts";
import { findDays } from "../happened.ts";
import { fold } from "./tokens.ts";

const REPORTS = "reports|reported|says|said|writes|wrote|notes|noted|comments|commented|has reported";
const TOLD = [
  /^According to (?<name>[^,]{2,60}),\s+(?<rest>.+)$/u,
  new RegExp(
    `^(?<name>[^,]{2,60}?) (?:${REPORTS})(?<day>,? (?:on|in) .{3,30}?)?(?: that|,|:) (?<rest>.+)$`,
    "u",
  ),
  new RegExp(`^(?<name>[^,]{2,60}?) (?:${REPORTS}) (?<rest>.+)$`, "u"),
  /^(?<rest>.+?),? (?:according to|as reported by) (?<name>[^,]{2,60})$/u,
  new RegExp(
    `^(?<rest>.+[,?!]["”’]?) (?:as )?(?<name>[^,]{2,60}?) (?:${REPORTS})(?<day>,? (?:on|in) .{3,30}?)?$`,
    "u",
  ),
];

/** A shortening without the words that only say who published it or who speaks in it. */
export interface Told {
  readonly name: string;
  readonly day: string | undefined;
  readonly rest: string;
}

/** The ways in which a statement may open or end with who tells it: "Reuters reports that …", "…, Reuters reports". */
export function readTold(say: string): Told[] {
  const text = say.replace(/[.\s]+$/, "");
  return TOLD.flatMap((pattern) => {
    const groups = pattern.exec(text)?.groups;
    if (!groups) return [];
    const { name = "", rest = "", day } = groups;
    return [{ name: name.trim(), rest: ended(capitalised(rest.trim())), day: day?.replace(/^,?\s*/, "") }];
  });
}

/** `…,”` ends as `….”` did in the source. */
const ended = (text: string) => (/[?!]["”’]?$/.test(text) ? text : `${text.replace(/,(["”’]?)$/, "$1")}.`);

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether a name is that of who published the article, also by its domain: usatoday.com is USA Today. */
export function isOutlet(name: string, { outlet, url }: ArticleInfo): boolean {
  const said = bare(name);
  const host = url === null ? "" : (URL.parse(url)?.hostname ?? "");
  return said !== "" && [outlet, host].map(bare).includes(said);
}

/** Letters alone: without "the", "www." and a domain's ending. */
function bare(name: string): string {
  return fold(name)
    .replace(/^www\./, "")
    .replace(/\.(?:com|org|net|co\.uk|co|news|info|eu|de|fr|uk|io|tv)$/, "")
    .replace(/^the\s+/, "")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/^the(?=guardian|independent|verge|times|telegraph)/, "");
}

const formatMonth = (day: string) =>
  new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day));

/** Whether a day, as a statement writes it, is the article's own day of publication. */
export function isPublishedOn(
  day: string,
  { publishedAt, dateFrom }: ArticleInfo,
  timeZone: string,
): boolean {
  if (publishedAt === null || dateFrom === "fetched") return false;
  const published = dayOf(publishedAt, timeZone);
  if (/^in /.test(day))
    return day === `in ${formatMonth(published)}` || day === `in ${published.slice(0, 4)}`;
  return findDays(`It came ${day}.`, published).some((named) => named.day === published);
}
