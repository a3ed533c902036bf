import type { RssFeed } from "./feed-document.ts";
import {
  type FeedEntry,
  type FeedFacts,
  firstDate,
  markup,
  mediaDescriptions,
  stated,
} from "./feed-entry.ts";
import { findUpdateInterval } from "./feed-interval.ts";
import { listHiddenPeople } from "./rss-people.ts";

type RssItem = NonNullable<RssFeed["items"]>[number];

/** What an RSS feed of any version from 0.91 to 2.0 states. */
export function listRssEntries(feed: RssFeed): FeedFacts {
  return {
    title: { text: feed.title ?? feed.dc?.titles?.[0] ?? "", isPlain: false },
    entries: (feed.items ?? []).map((item) => readItem(item, feed)),
    readAgainInMs: findUpdateInterval({ ttlMinutes: feed.ttl, syndication: feed.sy }),
  };
}

function readItem(item: RssItem, feed: RssFeed): FeedEntry {
  const { atom, dc, dcterms } = item;
  return {
    id: item.guid?.value ?? atom?.id,
    title: { text: item.title ?? dc?.titles?.[0] ?? atom?.title?.value ?? "", isPlain: false },
    links: stated([item.link, ...listArticleLinks(atom?.links), findPermalink(item.guid)]),
    bases: stated([feed.link, feed.xml?.base, item.xml?.base]),
    published: findPublished(item),
    modified: firstDate(atom?.updated, ...(dcterms?.modified ?? []), item.prism?.modificationDate),
    authors: findAuthors(item),
    contents: markup(item.content?.encoded, atom?.content?.value),
    summaries: [
      ...markup(item.description, dc?.descriptions?.[0], dcterms?.abstracts?.[0], atom?.summary?.value),
      ...mediaDescriptions(item),
      ...markup(item.itunes?.summary),
    ],
    outlet: item.source?.title,
    language:
      item.xml?.lang ?? dc?.languages?.[0] ?? feed.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
  };
}

function findPublished({ pubDate, dc, dcterms, atom, prism }: RssItem): string | null {
  return firstDate(
    pubDate,
    ...(dc?.dates ?? []),
    ...(dcterms?.issued ?? []),
    ...(dcterms?.created ?? []),
    atom?.published,
    ...(prism?.publicationDates ?? []),
    atom?.updated,
  );
}

/** The first module that names anyone: they name the same people. */
function findAuthors({ dc, dcterms, authors, categories, atom, itunes }: RssItem): readonly string[] {
  const lists = [
    dc?.creators ?? [],
    dcterms?.creators ?? [],
    [...listHiddenPeople(categories), ...stated((authors ?? []).map(({ name }) => name))],
    stated((atom?.authors ?? []).map(({ name }) => name)),
    stated([itunes?.author]),
  ];
  return lists.find((names) => names.length > 0) ?? [];
}

/** Atom's links to the article itself, a page's first; the others lead to comments, files and other formats. */
export function listArticleLinks(
  links: readonly { href?: string; rel?: string; type?: string }[] | undefined,
): string[] {
  const articles = (links ?? []).filter(({ rel }) => rel === undefined || rel === "alternate");
  const isPage = ({ type }: { type?: string }) => type === undefined || /html/i.test(type);
  return stated([...articles.filter(isPage), ...articles].map(({ href }) => href));
}

/** A guid is a link unless it says that it isn't. */
function findPermalink(guid: RssItem["guid"]): string | undefined {
  return guid?.isPermaLink === false || !/^https?:/i.test(guid?.value ?? "") ? undefined : guid?.value;
}
