import { cleanLine, parseHttpUrl } from "./clean-text.ts";
import type { ParsedPage } from "./extractor.ts";
import type { PageDocument } from "./page-document.ts";

const FEED_TYPE = /^\s*application\/(?:rss|atom|rdf|feed)\+(?:xml|json)/i;
/** Portals name one for each of their sections; a person chooses from the first few. */
const MAX_FEEDS = 20;

/** The feeds that a page names, absolute, each once. */
export function listPageFeeds(page: PageDocument, address: string): ParsedPage["feeds"] {
  const base = findBase(page, address);
  const feeds = new Map<string, { address: string; title: string | undefined }>();
  for (const link of page.querySelectorAll('link[rel~="alternate"]')) {
    if (!FEED_TYPE.test(link.getAttribute("type") ?? "")) continue;
    const url = resolveLink(link.getAttribute("href"), base);
    if (url === null || feeds.has(url)) continue;
    feeds.set(url, { address: url, title: cleanLine(link.getAttribute("title") ?? "") || undefined });
    if (feeds.size === MAX_FEEDS) break;
  }
  return [...feeds.values()];
}

/** What a page's relative links are relative to; undefined where neither the page nor its address says. */
export function findBase(page: PageDocument, address: string | undefined): string | undefined {
  const base = page.querySelector("base[href]")?.getAttribute("href");
  return resolveLink(base, address) ?? address;
}

/** A link as a plain `http(s)` address; null when it is none, or relative to nothing that is known. */
export function resolveLink(link: string | null | undefined, base: string | undefined): string | null {
  const text = link?.trim() ?? "";
  return text === "" ? null : parseHttpUrl(URL.parse(text, base)?.href);
}
