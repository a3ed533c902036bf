import { parseFeed as parseFeedText } from "feedsmith";
import type { ParsedArticle } from "../articles/article.ts";
import { parseAuthors } from "./authors.ts";
import { cleanAuthors, cleanLine, cleanOutlet, cleanText, cleanTitle, parseHttpUrl } from "./clean-text.ts";
import { type FeedEntry, listEntries } from "./feed-entries.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { parseHtmlText } from "./page-text.ts";
import { parseDate } from "./published-date.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** A feed is for news; one with more entries is an archive, whose newest come first. */
export const MAX_FEED_ENTRIES = 500;
const MARKUP = /<[a-z!/]|&[a-z#]/i;

/** An entry that was not read, by its place in the feed, counted from 1. */
export interface EntryFailure {
  readonly entry: number;
  readonly reason: string;
}

/**
 * Reads the entries of an RSS, Atom, RDF or JSON feed, at most 500 of them; an entry without a text is its headline
 * alone. Throws `UnreadableError` when it is no such feed, or broken.
 */
export function parseFeed(text: string): { articles: ParsedArticle[]; failures: EntryFailure[] } {
  const { title, entries } = parseEntries(text);
  const outlet = cleanOutlet(toPlainText(title));
  const articles: ParsedArticle[] = [];
  const failures: EntryFailure[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      articles.push(parseEntry(entry, outlet));
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      failures.push({ entry: index + 1, reason: error.message });
    }
  }
  if (entries.length === 0) throw new UnreadableError("a feed without entries");
  return { articles, failures };
}

function parseEntries(text: string): { title: string; entries: readonly FeedEntry[] } {
  try {
    // A BOM or white space before the prolog is common and means nothing.
    const parsed = parseFeedText(text.trim(), { maxItems: MAX_FEED_ENTRIES, parseDateFn: parseDate });
    return listEntries(parsed);
  } catch (cause) {
    throw new UnreadableError("not a feed that can be read (RSS, Atom, RDF or JSON Feed)", { cause });
  }
}

function parseEntry(entry: FeedEntry, outlet: string | null): ParsedArticle {
  const title = cleanTitle(toPlainText(entry.title));
  const body = cleanText(toPlainText(entry.content)).trim() || cleanLine(toPlainText(entry.title));
  if (!/[\p{L}\p{N}]/u.test(body)) throw new UnreadableError("no article text found");
  const url = parseHttpUrl(resolveUrl(entry.link, entry.base));
  const ownId = entry.id ?? url;
  return {
    ...(ownId !== null && { ownId }),
    title: title || findOpeningTitle(body),
    outlet: cleanOutlet(entry.outlet) ?? outlet,
    authors: cleanAuthors(entry.authors.flatMap((names) => parseAuthors(toPlainText(names)))),
    url,
    publishedAt: entry.date,
    dateFrom: entry.date === null ? null : "feed",
    body,
  };
}

function resolveUrl(link: string | undefined, base: string | undefined): string | undefined {
  return link === undefined ? undefined : (URL.parse(link.trim(), base)?.href ?? link);
}

/** Feeds put HTML into fields that are not said to hold it. */
function toPlainText(text: string): string {
  return MARKUP.test(text) ? parseHtmlText(text) : text.trim();
}
