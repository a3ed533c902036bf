const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** An ISO 8601 date as people say it: `27 February 2026`. */
export function formatDay(isoDate: string): string {
  return dayFormat.format(new Date(isoDate));
}
