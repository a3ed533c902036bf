import type { parseFeed } from "feedsmith";

/** A feed entry as its format states it, HTML and all. */
export interface FeedEntry {
  readonly id: string | null;
  readonly title: string;
  readonly link: string | undefined;
  /** What a relative link is relative to. */
  readonly base: string | undefined;
  readonly date: string | null;
  readonly authors: readonly string[];
  readonly content: string;
  /** Whom the entry was taken from, where the feed collects other outlets' news. */
  readonly outlet: string | undefined;
}

type Parsed = ReturnType<typeof parseFeed<string | null>>;
type Of<Format> = Extract<Parsed, { format: Format }>["feed"];

/** The title and the entries of a parsed feed, whatever its format. */
export function listEntries(parsed: Parsed): { title: string; entries: FeedEntry[] } {
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

function listRssEntries(feed: Of<"rss">): { title: string; entries: FeedEntry[] } {
  const entries = (feed.items ?? []).map((entry) => ({
    id: entry.guid?.value ?? null,
    title: entry.title ?? entry.dc?.titles?.[0] ?? "",
    link: entry.link ?? findAtomLink(entry.atom?.links) ?? findPermalink(entry.guid),
    base: entry.xml?.base ?? feed.xml?.base ?? feed.link,
    date: entry.pubDate ?? firstDate(entry.dc?.dates) ?? entry.atom?.published ?? entry.atom?.updated ?? null,
    authors: entry.dc?.creators ?? present((entry.authors ?? []).map((author) => author.name)),
    content: entry.content?.encoded ?? entry.description ?? entry.dc?.descriptions?.[0] ?? "",
    outlet: entry.source?.title,
  }));
  return { title: feed.title ?? "", entries };
}

function listAtomEntries(feed: Of<"atom">): { title: string; entries: FeedEntry[] } {
  const home = findAtomLink(feed.links);
  const entries = (feed.entries ?? []).map((entry) => ({
    id: entry.id ?? null,
    title: entry.title?.value ?? "",
    link: findAtomLink(entry.links),
    base: entry.xml?.base ?? feed.xml?.base ?? home,
    date: entry.published ?? entry.updated ?? firstDate(entry.dc?.dates) ?? null,
    authors: present((entry.authors ?? feed.authors ?? []).map((author) => author.name)),
    content: entry.content?.value ?? entry.summary?.value ?? "",
    outlet: entry.source?.title?.value,
  }));
  return { title: feed.title?.value ?? "", entries };
}

function listRdfEntries(feed: Of<"rdf">): { title: string; entries: FeedEntry[] } {
  const entries = (feed.items ?? []).map((entry) => ({
    id: entry.rdf?.about ?? null,
    title: entry.title ?? "",
    link: entry.link,
    base: entry.xml?.base ?? feed.xml?.base ?? feed.link,
    date: firstDate(entry.dc?.dates) ?? null,
    authors: entry.dc?.creators ?? [],
    content: entry.content?.encoded ?? entry.description ?? "",
    outlet: undefined,
  }));
  return { title: feed.title ?? "", entries };
}

function listJsonEntries(feed: Of<"json">): { title: string; entries: FeedEntry[] } {
  const entries = (feed.items ?? []).map((entry) => ({
    id: entry.id ?? null,
    title: entry.title ?? "",
    link: entry.url ?? entry.external_url,
    base: feed.home_page_url,
    date: entry.date_published ?? entry.date_modified ?? null,
    authors: present((entry.authors ?? feed.authors ?? []).map((author) => author.name)),
    content: entry.content_html ?? entry.content_text ?? entry.summary ?? "",
    outlet: undefined,
  }));
  return { title: feed.title ?? "", entries };
}

/** Atom's link to the article itself; the others lead to comments, files and other formats. */
function findAtomLink(links: readonly { href?: string; rel?: string }[] | undefined): string | undefined {
  return links?.find(({ rel }) => rel === undefined || rel === "alternate")?.href;
}

/** RSS: a guid is a link unless it says that it isn't. */
function findPermalink(guid: { value?: string; isPermaLink?: boolean } | undefined): string | undefined {
  return guid?.isPermaLink === false || !/^https?:/i.test(guid?.value ?? "") ? undefined : guid?.value;
}

function firstDate(dates: readonly (string | null)[] | undefined): string | null {
  return dates?.find((date) => date !== null) ?? null;
}

function present(names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}
