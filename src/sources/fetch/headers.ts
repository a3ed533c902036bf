import type { Validators } from "../fetch.ts";
import { SourceError } from "../source.ts";

/** As undici gives them: a header that came several times is a list. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A header's value; of one that came several times, all of them with commas between. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** What a server may be asked by the next time. Longer ones are left out: they are sent back with every request. */
export function validatorsOf(headers: Headers): Validators {
  const keep = (name: string) => {
    const value = headerOf(headers, name);
    return value !== undefined && value.length <= MAX_VALIDATOR_CHARS && !/[^\t\x20-\x7e]/.test(value)
      ? value
      : undefined;
  };
  const etag = keep("etag");
  const lastModified = keep("last-modified");
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

const MAX_VALIDATOR_CHARS = 500;

/** For how many milliseconds an answer stays as it is (RFC 9111, section 4.2), where the server says so. */
export function findFreshness(headers: Headers): number | undefined {
  const control = headerOf(headers, "cache-control") ?? "";
  if (/\bno-(?:cache|store)\b/i.test(control)) return undefined;
  const seconds = /\bmax-age\s*=\s*"?(\d+)/i.exec(control)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  const expires = Date.parse(headerOf(headers, "expires") ?? "");
  const date = Date.parse(headerOf(headers, "date") ?? "");
  return Number.isNaN(expires) || Number.isNaN(date) ? undefined : Math.max(0, expires - date);
}

/** Feeds come under all kinds of names, also as web pages and plain text: only what they hold tells. */
const FEED_TYPES =
  /^(?:(?:text|application)\/(?:(?:[\w.-]+\+)?(?:xml|json)|(?:x-)?(?:rss|atom|rdf))|text\/(?:html|plain)|(?:application|binary)\/octet-stream)$/i;
const PAGE_TYPES = /^(?:text\/html|application\/xhtml\+xml|text\/plain)$/i;

/** Throws a `SourceError` for what can be neither of what is expected, such as a picture. */
export function refuseType(contentType: string | undefined, expects: "feed" | "page" | "either"): void {
  const type = contentType?.split(";")[0]?.trim() ?? "";
  // Where nothing is said, the content tells.
  if (type === "" || (expects !== "feed" && PAGE_TYPES.test(type))) return;
  if (expects !== "page" && FEED_TYPES.test(type)) return;
  const wanted = { feed: "a feed", page: "a web page", either: "a feed or a web page" }[expects];
  throw new SourceError(`what stands there is not ${wanted} but ${type.slice(0, 80)}`, {
    problem: "unreadable",
  });
}
