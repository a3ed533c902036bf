import { decodeMarkup } from "./decode-text.ts";
import type { Download, ParsedFeed, ParsedPage } from "./extractor.ts";
import { parseFeed } from "./feed.ts";
import { findFileKind, measureProlog } from "./file-kind.ts";
import { parseDownloadedPage } from "./html.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** No remarks before a feed are longer. */
const TOP_CHARS = 10_000;
const FEED_ROOT = /^<(?:!doctype rss|rss|feed|rdf:rdf|\w+:(?:rss|feed|rdf))\b/i;
const JSON_TYPE = /^\s*application\/(?:feed\+)?json\b/i;

/** Reads a feed or a page, whichever the bytes are. Throws `UnreadableError` when they are neither. */
export function readDownload({ bytes, contentType, address }: Download): ParsedFeed | ParsedPage {
  const text = decodeMarkup(bytes, charsetOf(contentType));
  if (text.trim() === "") throw new UnreadableError("empty");
  // Servers call feeds all kinds of things; only what they hold tells. A JSON Feed looks like nothing else.
  const isFeed = JSON_TYPE.test(contentType ?? "") || isFeedText(bytes, text);
  return isFeed ? { kind: "feed", ...parseFeed(text, { address }) } : parseDownloadedPage(text, address);
}

function isFeedText(bytes: Uint8Array, text: string): boolean {
  if (findFileKind("download.xml", bytes) === "html") return false;
  if (/^\s*\{/.test(text)) return true;
  // Some servers put a warning of theirs before it.
  const top = text.slice(0, TOP_CHARS).replace(/^[^<]{0,200}/, "");
  const root = measureProlog(top);
  return /<\?xml\s/i.test(top.slice(0, root)) || FEED_ROOT.test(top.slice(root));
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? "")?.[1];
}
