import { createHash } from "node:crypto";
import type { ParsedArticle } from "../articles/article.ts";
import { parseAuthors } from "./authors.ts";
import {
  cleanAuthors,
  cleanLanguage,
  cleanLine,
  cleanOutlet,
  cleanTitle,
  parseHttpUrl,
} from "./clean-text.ts";
import type { ParsedEntry, ParsedFeed } from "./extractor.ts";
import { parseFeedDocument } from "./feed-document.ts";
import type { FeedEntry } from "./feed-entry.ts";
import { isTeaser } from "./feed-teaser.ts";
import { chooseEntryText, renderLineField } from "./feed-text.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** What a feed holds, whatever it came in. */
export type ParsedFeedContent = Omit<ParsedFeed, "kind">;

/** Where a feed was found: what its relative links are relative to, where it doesn't say. */
export interface FeedPlace {
  readonly address?: string;
}

/**
 * Reads the entries of an RSS, Atom, RDF or JSON feed, at most 500 of them; an entry without a text is its headline
 * alone, and a feed without entries has none yet. Throws `UnreadableError` when it is no such feed, or broken.
 */
export function parseFeed(text: string, { address }: FeedPlace = {}): ParsedFeedContent {
  const feed = parseFeedDocument(text);
  const outlet = cleanOutlet(renderLineField(feed.title));
  const entries: ParsedEntry[] = [];
  const failures: { entry: number; reason: string }[] = [];
  for (const [index, entry] of feed.entries.entries()) {
    try {
      entries.push(parseEntry(entry, { outlet, address }));
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      failures.push({ entry: index + 1, reason: error.message });
    }
  }
  return {
    title: outlet ?? undefined,
    entries: tellApart(entries),
    failures,
    readAgainInMs: feed.readAgainInMs,
  };
}

interface FeedContext {
  readonly outlet: string | null;
  readonly address: string | undefined;
}

function parseEntry(entry: FeedEntry | undefined, { outlet, address }: FeedContext): ParsedEntry {
  if (entry === undefined) throw new UnreadableError("broken XML");
  const headline = renderLineField(entry.title);
  const title = cleanTitle(headline);
  const text = chooseEntryText(entry);
  const body = text.body || cleanLine(headline);
  if (!/[\p{L}\p{N}]/u.test(body)) throw new UnreadableError("no article text found");
  const article = {
    title: title || findOpeningTitle(body),
    outlet: cleanOutlet(renderName(entry.outlet ?? "")) ?? outlet,
    authors: cleanAuthors(entry.authors.flatMap((names) => parseAuthors(renderName(names)))),
    url: findUrl(entry, address),
    ...readDates(entry),
    language: cleanLanguage(entry.language),
    body,
  };
  // Half a surrogate pair, which JSON can state, fits into no store.
  const ownId = cleanLine(entry.id ?? "") || makeId(article);
  return { article: { ownId, ...article }, isTeaser: isTeaser(text, title !== "") };
}

function renderName(text: string): string {
  return renderLineField({ text, isPlain: false });
}

function readDates({
  published,
  modified,
}: FeedEntry): Pick<ParsedArticle, "publishedAt" | "dateFrom" | "modifiedAt" | "modifiedFrom"> {
  const isModified = published !== null && modified !== null && modified > published;
  return {
    publishedAt: published,
    dateFrom: published === null ? null : "feed",
    modifiedAt: isModified ? modified : null,
    modifiedFrom: isModified ? "feed" : null,
  };
}

/** The first link that leads to a page, in its normal form. */
function findUrl({ links, bases }: FeedEntry, address: string | undefined): string | null {
  const base = bases.reduce<string | undefined>(
    (around, inner) => URL.parse(inner.trim(), around)?.href ?? around,
    address,
  );
  const urls = links.map((link) => parseHttpUrl(URL.parse(link.trim(), base)?.href));
  return urls.find((url) => url !== null) ?? null;
}

/** An entry's place in its feed changes with each new entry, and must not be its identity. */
function makeId({ url, title, publishedAt, body }: Omit<ParsedArticle, "ownId">): string {
  const parts = JSON.stringify([title, publishedAt ?? body]);
  return url ?? `made-${createHash("sha256").update(parts).digest("base64url")}`;
}

/** Some feeds give all their entries one id: it tells nothing, and all entries but the first would be lost. */
function tellApart(entries: readonly ParsedEntry[]): ParsedEntry[] {
  const byId = Map.groupBy(entries, ({ article }) => article.ownId);
  return entries.map((entry) => {
    const { ownId, ...article } = entry.article;
    const sharing = byId.get(ownId) ?? [];
    const isShared = (["title", "url"] as const).every(
      (field) => new Set(sharing.map((other) => other.article[field])).size > 1,
    );
    return isShared ? { ...entry, article: { ...article, ownId: makeId(article) } } : entry;
  });
}
