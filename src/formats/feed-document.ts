import { MalformedError, ParseError, parseFeed } from "feedsmith";
import { listAtomEntries } from "./atom-entries.ts";
import type { FeedFacts } from "./feed-entry.ts";
import { splitBrokenFeed } from "./feed-salvage.ts";
import { listJsonEntries } from "./json-entries.ts";
import { parseDate } from "./published-date.ts";
import { listRdfEntries } from "./rdf-entries.ts";
import { listRssEntries } from "./rss-entries.ts";
import { hidePeople } from "./rss-people.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** A feed is for news; one with more entries is an archive, whose newest come first. */
export const MAX_FEED_ENTRIES = 500;

type Parsed = ReturnType<typeof parseFeed<string | null>>;
type Of<Format> = Extract<Parsed, { format: Format }>["feed"];
/** A feed as feedsmith reads it, in each of its formats, with dates in ISO 8601 or null. */
export type RssFeed = Of<"rss">;
export type AtomFeed = Of<"atom">;
export type RdfFeed = Of<"rdf">;
export type JsonFeed = Of<"json">;

const NO_ENTRIES: FeedFacts = { title: { text: "", isPlain: true }, entries: [], readAgainInMs: undefined };
const ROOT = /<(?:\w+:)?(?:rss|feed|rdf)[\s>]/i;
const CLOSED_FEED = /<(?:\/(?:\w+:)?(?:channel|feed)\s*|(?:\w+:)?(?:channel|feed)(?:\s[^<>]*)?\/)>/i;

/** Reads what a feed states, and of a broken one what can be read. Throws `UnreadableError` when it is no feed. */
export function parseFeedDocument(text: string): FeedFacts {
  // A BOM or white space before the prolog is common and means nothing.
  const document = dropDoctype(text.trim());
  try {
    return parseWhole(document);
  } catch (cause) {
    if (cause instanceof ParseError && isEmptyFeed(document)) return NO_ENTRIES;
    const facts = cause instanceof MalformedError ? salvage(document) : undefined;
    if (facts !== undefined) return facts;
    throw new UnreadableError("not a feed that can be read (RSS, Atom, RDF or JSON Feed)", { cause });
  }
}

function parseWhole(document: string): FeedFacts {
  return listEntries(
    parseFeed(hidePeople(document), { maxItems: MAX_FEED_ENTRIES, parseDateFn: parseFeedDate }),
  );
}

/** Undefined when no entry can be read. */
function salvage(document: string): FeedFacts | undefined {
  const parts = splitBrokenFeed(document, MAX_FEED_ENTRIES).map((part) => {
    try {
      return parseWhole(part);
    } catch {
      return undefined;
    }
  });
  const whole = parts.find((part) => part !== undefined);
  return whole && { ...whole, entries: parts.map((part) => part?.entries[0]) };
}

/** Programs write the first second of their calendar for "unknown". */
function parseFeedDate(text: string): string | null {
  const date = parseDate(text);
  return date === new Date(0).toISOString() ? null : date;
}

function listEntries(parsed: Parsed): FeedFacts {
  switch (parsed.format) {
    case "rss":
      return listRssEntries(parsed.feed);
    case "atom":
      return listAtomEntries(parsed.feed);
    case "rdf":
      return listRdfEntries(parsed.feed);
    case "json":
      return listJsonEntries(parsed.feed);
  }
}

/** Old feeds name entities in it that the parser refuses; nothing that it declares is ever expanded or fetched. */
function dropDoctype(text: string): string {
  const root = text.search(ROOT);
  const start = text.slice(0, Math.max(0, root)).search(/<!doctype/i);
  if (start === -1) return text;
  const head = text.slice(start, root);
  const subset = head.indexOf("[");
  const end = subset === -1 || subset > head.indexOf(">") ? /> */.exec(head) : /\]\s*>/.exec(head);
  return end === null ? text : text.slice(0, start) + text.slice(start + end.index + end[0].length);
}

/** The parser takes a feed that states nothing yet for none. */
function isEmptyFeed(text: string): boolean {
  const root = text.search(ROOT);
  return root !== -1 && !/<[a-z]/i.test(text.slice(0, root)) && CLOSED_FEED.test(text);
}
