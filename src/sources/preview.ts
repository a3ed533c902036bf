import { MAX_URL_CHARS } from "../formats/clean-text.ts";
import type { ParsedFeed, ParsedPage } from "../formats/extractor.ts";
import type { FetchedContent } from "./fetch.ts";
import type { Preview, Refused } from "./newsroom.ts";
import { parseDownload, type WebSourceOptions } from "./page.ts";
import { SourceError } from "./source.ts";

/** Enough to see what it is about. */
const ARTICLES_SHOWN = 5;
/** As long as a name that fits into Discord's list of suggestions. */
const MAX_NAME_CHARS = 60;

type PreviewOptions = Pick<WebSourceOptions, "fetch" | "extractor" | "guildId">;

export interface AddressPreview {
  /** As it was typed. */
  readonly address: string;
  readonly signal: AbortSignal;
}

/**
 * Looks what an address is: a feed, an article's page, or a page that names its feed. Nothing is kept. What can't be
 * read is refused with its reason; rejects only when the signal aborts.
 */
export async function previewAddress(
  options: PreviewOptions,
  { address, signal }: AddressPreview,
): Promise<Preview | Refused> {
  const url = parseTypedAddress(address);
  if (url === undefined) {
    return refuse("that is no web address: it has to look like https://example.org/feed.xml");
  }
  try {
    return await look(options, { address: url, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SourceError) return refuse(error.message);
    throw error;
  }
}

async function look(
  options: PreviewOptions,
  { address, signal }: AddressPreview,
): Promise<Preview | Refused> {
  const found = await download(options, { address, expects: "either", signal });
  if (found.parsed.kind === "feed") return previewFeed(found.parsed, found.fetched);
  const page = found.parsed;
  const [feed] = page.feeds;
  const isArticle =
    page.article !== undefined && page.article.publishedAt !== null && !isFrontPage(found.fetched);
  if (feed === undefined || isArticle) return previewPage(page, found.fetched);

  const named = await download(options, { address: feed.address, expects: "feed", signal });
  if (named.parsed.kind === "feed") return previewFeed(named.parsed, named.fetched);
  return refuse(`the page names a feed, ${feed.address}, where no feed can be read`);
}

async function download(
  { fetch, ...reading }: PreviewOptions,
  request: AddressPreview & { readonly expects: "either" | "feed" },
): Promise<{ fetched: FetchedContent; parsed: ParsedFeed | ParsedPage }> {
  const fetched = await fetch(request);
  if (fetched.kind === "unchanged") {
    throw new SourceError("the server answered a question that was not asked", { problem: "unreachable" });
  }
  return { fetched, parsed: await parseDownload(reading, fetched) };
}

function previewFeed(
  { title, entries }: ParsedFeed,
  { address, movedTo, restriction }: FetchedContent,
): Preview {
  const openings = entries.filter(({ isTeaser }) => isTeaser).length;
  const newest = entries
    .map(({ article }) => ({ title: article.title, publishedAt: article.publishedAt }))
    .toSorted((a, b) => (b.publishedAt ?? "").localeCompare(a.publishedAt ?? ""));
  return {
    kind: "preview",
    source: { kind: "feed", address: movedTo ?? address, name: nameFrom(title, address) },
    articles: entries.length,
    newest: newest.slice(0, ARTICLES_SHOWN),
    notices: [
      ...(restriction === undefined ? [] : [`headlines and links only: ${restriction}`]),
      ...(openings > 0 && restriction === undefined
        ? [
            `${openings} of ${entries.length} entries hold an opening alone: their text is read from their pages`,
          ]
        : []),
      ...(entries.length === 0 ? ["the feed is empty now"] : []),
    ],
  };
}

function previewPage(
  { article, feeds, restriction: own }: ParsedPage,
  { address, movedTo, restriction: stated }: FetchedContent,
): Preview | Refused {
  if (!article) return refuse("there is no article's text on that page, and it names no feed");
  const restriction = stated ?? own;
  const [feed] = feeds;
  return {
    kind: "preview",
    source: { kind: "page", address: movedTo ?? address, name: nameFrom(article.title, address) },
    articles: 1,
    newest: [{ title: article.title, publishedAt: article.publishedAt }],
    notices: [
      ...(restriction === undefined ? [] : [`headline and link only: ${restriction}`]),
      ...(feed === undefined ? [] : [`this is one article; the page names a feed of many: ${feed.address}`]),
    ],
  };
}

/** With `https://` before it where somebody left that out; undefined for what no address is, or none of a page. */
function parseTypedAddress(typed: string): string | undefined {
  const text = typed.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes(".")) return undefined;
  url.hash = "";
  return url.href.length > MAX_URL_CHARS ? undefined : url.href;
}

function isFrontPage({ address }: FetchedContent): boolean {
  return new URL(address).pathname === "/";
}

function nameFrom(title: string | undefined, address: string): string {
  const name = (title ?? "").replace(/\s+/g, " ").trim();
  return cutName(name === "" ? new URL(address).hostname : name);
}

/** Never through the middle of a letter that takes two UTF-16 units. */
export function cutName(name: string): string {
  return name
    .slice(0, MAX_NAME_CHARS)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}

const refuse = (reason: string): Refused => ({ kind: "refused", reason });
