import type { ParsedArticle } from "../articles/article.ts";
import { parseAuthors } from "./authors.ts";
import { cleanAuthors, cleanLine, cleanOutlet, cleanTitle, parseHttpUrl } from "./clean-text.ts";
import { findArticleData } from "./json-ld.ts";
import type { PageDocument } from "./page-document.ts";
import { parseDate } from "./published-date.ts";

/** What a page says about its article, in whatever form it says so. */
export type PageMetadata = Omit<ParsedArticle, "ownId" | "body">;

const TITLE_KEYS = ["og:title", "twitter:title", "citation_title", "dc.title", "headline", "parsely-title"];
const OUTLET_KEYS = [
  "og:site_name",
  "application-name",
  "citation_journal_title",
  "dc.publisher",
  "publisher",
];
const AUTHOR_KEYS = [
  "author",
  "article:author",
  "parsely-author",
  "sailthru.author",
  "citation_author",
  "dc.creator",
  "byl",
];
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
const TIME_ELEMENTS = [
  'time[itemprop="datePublished"]',
  "time[pubdate]",
  "article time[datetime]",
  "main time[datetime]",
  "header time[datetime]",
  "time[datetime]",
];
const AUTHOR_ELEMENTS = ['[itemprop="author"] [itemprop="name"]', '[itemprop="author"]', 'a[rel~="author"]'];
/** What stands between a headline and the outlet in a page's `<title>`. */
const TITLE_SEPARATOR = /\s+[|•·»–—-]\s+/;

/** What a page says of itself in JSON-LD, meta tags and marked-up elements, most trustworthy first. */
export function readPageMetadata(page: PageDocument): PageMetadata {
  const data = findArticleData(page);
  const meta = readMetaTags(page);
  const first = (keys: readonly string[]) =>
    keys.map((key) => meta.get(key)).find((value) => value !== undefined);

  const outlet = cleanOutlet(data.outlet ?? first(OUTLET_KEYS));
  const canonical = page.querySelector('link[rel~="canonical"]')?.getAttribute("href");
  return {
    title: cleanTitle(data.headline ?? first(TITLE_KEYS) ?? findVisibleTitle(page, outlet)),
    outlet,
    authors: cleanAuthors(data.authors.length > 0 ? data.authors : findAuthors(page, meta)),
    url: parseHttpUrl(canonical) ?? parseHttpUrl(meta.get("og:url")) ?? parseHttpUrl(data.url),
    ...findDate(page, data.datePublished, meta),
  };
}

function readMetaTags(page: PageDocument): Map<string, string> {
  const tags = new Map<string, string>();
  for (const element of page.querySelectorAll("meta[content]")) {
    const value = element.getAttribute("content")?.trim() ?? "";
    for (const attribute of ["property", "name", "itemprop"]) {
      const key = element.getAttribute(attribute)?.trim().toLowerCase() ?? "";
      if (key !== "" && value !== "" && !tags.has(key)) tags.set(key, value);
    }
  }
  return tags;
}

/** The only `<h1>`, or the `<title>` without the outlet's name at its end. */
function findVisibleTitle(page: PageDocument, outlet: string | null): string {
  const headings = [...page.querySelectorAll("h1")].map((heading) => cleanLine(heading.textContent ?? ""));
  const title = cleanLine(page.querySelector("title")?.textContent ?? "");
  const heading = headings.find((words) => words !== "" && title.includes(words));
  if (heading !== undefined || title === "") return heading ?? headings[0] ?? "";
  const parts = title.split(TITLE_SEPARATOR);
  const ending = parts.at(-1) ?? "";
  const isOutlet = ending === outlet || (parts.length > 1 && ending.length < title.length / 3);
  return isOutlet && parts.length > 1
    ? title.slice(0, title.lastIndexOf(ending)).replace(/\s+\S\s+$/, "")
    : title;
}

function findAuthors(page: PageDocument, meta: ReadonlyMap<string, string>): string[] {
  for (const key of AUTHOR_KEYS) {
    const names = parseAuthors(meta.get(key) ?? "");
    if (names.length > 0 && !names.some((name) => /^https?:/i.test(name))) return names;
  }
  for (const selector of AUTHOR_ELEMENTS) {
    const names = [...page.querySelectorAll(selector)].flatMap((element) =>
      parseAuthors(cleanLine(element.textContent ?? "")),
    );
    if (names.length > 0) return names;
  }
  return [];
}

function findDate(
  page: PageDocument,
  stated: string | undefined,
  meta: ReadonlyMap<string, string>,
): Pick<PageMetadata, "publishedAt" | "dateFrom"> {
  const fromData = parseDate(stated);
  if (fromData) return { publishedAt: fromData, dateFrom: "json-ld" };
  for (const key of DATE_KEYS) {
    const fromMeta = parseDate(meta.get(key));
    if (fromMeta) return { publishedAt: fromMeta, dateFrom: "meta" };
  }
  for (const selector of TIME_ELEMENTS) {
    const fromTime = parseDate(page.querySelector(selector)?.getAttribute("datetime"));
    if (fromTime) return { publishedAt: fromTime, dateFrom: "time" };
  }
  return { publishedAt: null, dateFrom: null };
}
