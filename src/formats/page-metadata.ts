import type { ParsedArticle } from "../articles/article.ts";
import { parseAuthors } from "./authors.ts";
import { cleanAuthors, cleanLanguage, cleanLine, cleanOutlet, cleanTitle } from "./clean-text.ts";
import { findArticleData } from "./json-ld.ts";
import { findDates } from "./page-dates.ts";
import type { PageDocument } from "./page-document.ts";
import { findBase, resolveLink } from "./page-links.ts";
import { readMetaTags } from "./page-meta.ts";

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
const AUTHOR_ELEMENTS = ['[itemprop="author"] [itemprop="name"]', '[itemprop="author"]', 'a[rel~="author"]'];
/** What stands between a headline and the outlet in a page's `<title>`. */
const TITLE_SEPARATOR = /\s+[|•·»–—-]\s+/;

/** What a page says of itself in JSON-LD, meta tags and marked-up elements, most trustworthy first. */
export function readPageMetadata(page: PageDocument, address?: string): PageMetadata {
  const data = findArticleData(page);
  const meta = readMetaTags(page);
  const first = (keys: readonly string[]) =>
    keys.map((key) => meta.get(key)).find((value) => value !== undefined);

  const outlet = cleanOutlet(data.outlet ?? first(OUTLET_KEYS));
  return {
    title: cleanTitle(data.headline ?? first(TITLE_KEYS) ?? findVisibleTitle(page, outlet)),
    outlet,
    authors: cleanAuthors(data.authors.length > 0 ? data.authors : findAuthors(page, meta)),
    url: findAddress(page, [meta.get("og:url"), data.url], address),
    ...findDates(page, data, meta),
    language: findLanguage(page, data.language, meta),
  };
}

/** Where the page says it belongs, in its `<link>` first, else in one of the `others`. */
function findAddress(
  page: PageDocument,
  others: readonly (string | undefined)[],
  address: string | undefined,
): string | null {
  const base = findBase(page, address);
  const canonical = page.querySelector('link[rel~="canonical"]')?.getAttribute("href");
  const urls = [canonical, ...others].map((link) => resolveLink(link, base));
  return urls.find((url) => url !== null) ?? null;
}

function findLanguage(
  page: PageDocument,
  stated: string | undefined,
  meta: ReadonlyMap<string, string>,
): string | null {
  const root = page.documentElement;
  const names = [root.getAttribute("lang"), root.getAttribute("xml:lang"), stated, meta.get("og:locale")];
  return names.map(cleanLanguage).find((language) => language !== null) ?? null;
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
