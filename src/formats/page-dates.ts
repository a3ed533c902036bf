import type { DateOrigin, ParsedArticle } from "../articles/article.ts";
import type { ArticleData } from "./json-ld.ts";
import type { PageDocument } from "./page-document.ts";
import { parseDate } from "./published-date.ts";

const DATE_KEYS = [
  "article:published_time",
  "og:article:published_time",
  "datepublished",
  "parsely-pub-date",
  "sailthru.date",
  "citation_publication_date",
  "citation_online_date",
  "citation_date",
  "dc.date.issued",
  "dcterms.issued",
  "dc.date",
  "dcterms.created",
  "publish-date",
  "publish_date",
  "pubdate",
  "date",
];
const MODIFIED_KEYS = [
  "article:modified_time",
  "og:article:modified_time",
  "datemodified",
  "og:updated_time",
  "last-modified",
  "dcterms.modified",
];
const TIME_ELEMENTS = [
  'time[itemprop="datePublished"]',
  "time[pubdate]",
  "article time[datetime]",
  "main time[datetime]",
  "header time[datetime]",
  "time[datetime]",
];

/** When a page says it was published and last changed, and where it says so: JSON-LD, meta tags, time elements. */
export function findDates(
  page: PageDocument,
  data: ArticleData,
  meta: ReadonlyMap<string, string>,
): Pick<ParsedArticle, "publishedAt" | "dateFrom" | "modifiedAt" | "modifiedFrom"> {
  const published = findDate(data.datePublished, DATE_KEYS, meta) ?? findTime(page);
  const modified = findDate(data.dateModified, MODIFIED_KEYS, meta);
  // Many pages name the moment of publishing, or its day, as that of their last change.
  const isModified = modified && published && modified.date > published.date;
  return {
    publishedAt: published?.date ?? null,
    dateFrom: published?.from ?? null,
    modifiedAt: isModified ? modified.date : null,
    modifiedFrom: isModified ? modified.from : null,
  };
}

interface FoundDate {
  readonly date: string;
  readonly from: DateOrigin;
}

function findDate(
  stated: string | undefined,
  keys: readonly string[],
  meta: ReadonlyMap<string, string>,
): FoundDate | undefined {
  const fromData = parseDate(stated);
  if (fromData) return { date: fromData, from: "json-ld" };
  const fromMeta = keys.map((key) => parseDate(meta.get(key))).find((date) => date !== null);
  return fromMeta ? { date: fromMeta, from: "meta" } : undefined;
}

function findTime(page: PageDocument): FoundDate | undefined {
  for (const selector of TIME_ELEMENTS) {
    const date = parseDate(page.querySelector(selector)?.getAttribute("datetime"));
    if (date) return { date, from: "time" };
  }
  return undefined;
}
