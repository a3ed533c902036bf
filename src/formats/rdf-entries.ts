import type { RdfFeed } from "./feed-document.ts";
import {
  type FeedEntry,
  type FeedFacts,
  firstDate,
  markup,
  mediaDescriptions,
  stated,
} from "./feed-entry.ts";
import { findUpdateInterval } from "./feed-interval.ts";
import { listArticleLinks } from "./rss-entries.ts";

type RdfItem = NonNullable<RdfFeed["items"]>[number];

/** What a feed in RDF states: RSS 0.90 or 1.0. */
export function listRdfEntries(feed: RdfFeed): FeedFacts {
  return {
    title: { text: feed.title ?? feed.dc?.titles?.[0] ?? "", isPlain: false },
    entries: (feed.items ?? []).map((item) => readItem(item, feed)),
    readAgainInMs: findUpdateInterval({ syndication: feed.sy }),
  };
}

function readItem(item: RdfItem, feed: RdfFeed): FeedEntry {
  const { atom, dc, dcterms, rdf } = item;
  return {
    id: rdf?.about,
    title: { text: item.title ?? dc?.titles?.[0] ?? "", isPlain: false },
    links: stated([item.link, ...listArticleLinks(atom?.links), rdf?.about]),
    bases: stated([feed.link, feed.xml?.base, item.xml?.base]),
    published: firstDate(
      ...(dc?.dates ?? []),
      ...(dcterms?.issued ?? []),
      ...(dcterms?.created ?? []),
      atom?.published,
      atom?.updated,
    ),
    modified: firstDate(...(dcterms?.modified ?? []), atom?.updated),
    authors: dc?.creators ?? dcterms?.creators ?? [],
    contents: markup(item.content?.encoded),
    summaries: [
      ...markup(item.description, dc?.descriptions?.[0], dcterms?.abstracts?.[0]),
      ...mediaDescriptions(item),
    ],
    outlet: undefined,
    language: item.xml?.lang ?? dc?.languages?.[0] ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
  };
}
