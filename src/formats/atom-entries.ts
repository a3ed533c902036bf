import type { AtomFeed } from "./feed-document.ts";
import {
  type FeedEntry,
  type FeedFacts,
  type FeedField,
  firstDate,
  mediaDescriptions,
  stated,
} from "./feed-entry.ts";
import { findUpdateInterval } from "./feed-interval.ts";
import { listArticleLinks } from "./rss-entries.ts";

type AtomEntry = NonNullable<AtomFeed["entries"]>[number];
type AtomContent = NonNullable<AtomEntry["content"]>;

/** A file in Base64. */
const FILE_TYPE = /^(?:image|audio|video|font|multipart|application)\/(?!(?:[\w.-]+\+)?xml\b)/i;
const PLAIN_TYPE = /^text(?:\/plain)?$/i;

/** What an Atom feed states, 0.3 or 1.0. */
export function listAtomEntries(feed: AtomFeed): FeedFacts {
  return {
    title: readField(feed.title) ?? { text: "", isPlain: false },
    entries: (feed.entries ?? []).map((entry) => readEntry(entry, feed)),
    readAgainInMs: findUpdateInterval({ syndication: feed.sy }),
  };
}

function readEntry(entry: AtomEntry, feed: AtomFeed): FeedEntry {
  const { content, dc, dcterms } = entry;
  return {
    id: entry.id,
    title: readField(entry.title) ?? { text: dc?.titles?.[0] ?? "", isPlain: false },
    links: stated([...listArticleLinks(entry.links), content?.src, entry.id]),
    bases: stated([listArticleLinks(feed.links)[0], feed.xml?.base, entry.xml?.base]),
    published: firstDate(
      entry.published,
      ...(dcterms?.issued ?? []),
      ...(dc?.dates ?? []),
      entry.updated,
      entry.source?.updated,
    ),
    modified: firstDate(entry.updated, ...(dcterms?.modified ?? [])),
    authors: findAuthors(entry, feed),
    contents: stated([readField(content)]),
    summaries: [...stated([readField(entry.summary)]), ...mediaDescriptions(entry)],
    outlet: entry.source?.title?.value,
    language:
      content?.xml?.lang ??
      entry.xml?.lang ??
      dc?.languages?.[0] ??
      feed.xml?.lang ??
      feed.dc?.languages?.[0],
  };
}

/** An entry's authors are its own, else its source's, else the feed's. */
function findAuthors({ authors, source, dc }: AtomEntry, feed: AtomFeed): readonly string[] {
  const people = authors ?? source?.authors ?? (dc?.creators === undefined ? feed.authors : undefined);
  return people === undefined ? (dc?.creators ?? []) : stated(people.map(({ name }) => name));
}

function readField(construct: Pick<AtomContent, "value" | "type"> | undefined): FeedField | undefined {
  const { value, type } = construct ?? {};
  if (value === undefined || FILE_TYPE.test(type ?? "")) return undefined;
  // Without a type it should be text; in real feeds it is HTML as often.
  return { text: value, isPlain: type !== undefined && PLAIN_TYPE.test(type) };
}
