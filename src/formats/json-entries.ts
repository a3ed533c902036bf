import type { JsonFeed } from "./feed-document.ts";
import { type FeedEntry, type FeedFacts, markup, stated } from "./feed-entry.ts";

type JsonItem = NonNullable<JsonFeed["items"]>[number];

/** What a JSON Feed states, 1 or 1.1. */
export function listJsonEntries(feed: JsonFeed): FeedFacts {
  return {
    title: { text: feed.title ?? "", isPlain: true },
    entries: (feed.items ?? []).map((item) => readItem(item, feed)),
    readAgainInMs: undefined,
  };
}

function readItem(item: JsonItem, feed: JsonFeed): FeedEntry {
  const plain = stated([item.content_text]).map((text) => ({ text, isPlain: true }));
  return {
    id: item.id,
    title: { text: item.title ?? "", isPlain: true },
    links: stated([item.url, item.external_url, item.id]),
    bases: stated([feed.home_page_url]),
    published: item.date_published ?? item.date_modified ?? null,
    modified: item.date_modified ?? null,
    authors: stated((item.authors ?? feed.authors ?? []).map(({ name }) => name)),
    contents: [...markup(item.content_html), ...plain],
    summaries: stated([item.summary]).map((text) => ({ text, isPlain: true })),
    outlet: undefined,
    language: item.language ?? feed.language,
  };
}
