import type { ArticleInfo } from "../articles/article.ts";
import { DAY_MS, dayOf, isDayAlone } from "../articles/days.ts";

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** An ISO 8601 date as people of a time zone (an IANA name) say it: `27 February 2026`. */
export function formatDay(isoDate: string, timeZone = "UTC"): string {
  return dayFormat.format(new Date(dayOf(isoDate, timeZone)));
}

/** News is read within minutes or hours: after this long, a reader has to know. */
const LATE_MS = 2 * DAY_MS;

/** When an article was read, where that is notably later than its publication, or all that is known of its age. */
export function findLateReading({ publishedAt, dateFrom, fetchedAt }: ArticleInfo): string | undefined {
  if (publishedAt === null || dateFrom === "fetched") return fetchedAt;
  // A day without a time may have been its last minute.
  const publishedBy = Date.parse(publishedAt) + (isDayAlone(publishedAt) ? DAY_MS : 0);
  return Date.parse(fetchedAt) - publishedBy > LATE_MS ? fetchedAt : undefined;
}
