import { parseHTML } from "linkedom";
import { UnreadableError } from "./unreadable-error.ts";

/** No news page is larger without its pictures; hostile ones are. */
export const MAX_PAGE_BYTES = 5_000_000;
/** The fullest of 96 real pages has 3,200 tags; at this many, extraction takes about two seconds. */
const MAX_TAGS = 30_000;
/**
 * Each entity, and each space that must not break, becomes a piece of its own while a page is parsed. The fullest of
 * those pages has 13,100, scripts included; at this many, extraction takes about two seconds.
 */
const MAX_ENTITIES = 100_000;
/** No text needs so much space in one place, and patterns that look for it slow down with its square. */
const LONG_SPACES = /\s{200,}/g;
/** None of those pages nests 60 deep. Far beyond, extraction slows down and walkers run out of stack. */
const MAX_DEPTH = 150;

/** What is read of a node, so that no code depends on a browser's types. */
export interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
}

export interface PageElement extends PageNode {
  readonly tagName: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  remove(): void;
}

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** A second one of these directly inside the first closes it; so does a block inside a paragraph. */
const CLOSED_BY_NEXT = new Set("p li dt dd tr td th option".split(" "));
const CLOSES_PARAGRAPH = new Set(
  "address article aside blockquote div dl footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);
const RAW_TEXT = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]);

/** Parses a page or a fragment of one. Throws `UnreadableError` when it is too large or too deeply nested. */
export function parsePage(html: string): PageDocument {
  refuseMonsters(html);
  const shorter = html.replace(LONG_SPACES, (spaces) => (spaces.includes("\n") ? "\n\n" : " "));
  const page = /<html[\s>]/i.test(shorter) ? shorter : `<!doctype html><html><body>${shorter}</body></html>`;
  const document = parseMarkup(page);
  // Cut off inside its first tag, a page has no element at all.
  if (document.querySelector("*") === null) throw new UnreadableError("HTML without an element");
  return document;
}

function parseMarkup(html: string): PageDocument {
  try {
    return parseHTML(html).document;
  } catch (cause) {
    throw new UnreadableError("HTML that can't be parsed", { cause });
  }
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1;
}

export function isText(node: PageNode): boolean {
  return node.nodeType === 3;
}

/** Looks at the tags alone, in one pass, since a parser's time on such a page is what must be avoided. */
function refuseMonsters(html: string): void {
  if (Buffer.byteLength(html) > MAX_PAGE_BYTES) throw new UnreadableError("a page larger than 5 MB");
  if (hasMore(html, /[&\u00A0]/g, MAX_ENTITIES))
    throw new UnreadableError(`a page of more than ${MAX_ENTITIES} entities`);
  const open: string[] = [];
  let tags = 0;
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at)) {
    tags += 1;
    if (tags > MAX_TAGS) throw new UnreadableError(`a page of more than ${MAX_TAGS} tags`);
    at = skipTag(html, at, open);
    if (open.length > MAX_DEPTH) throw new UnreadableError(`a page nested more than ${MAX_DEPTH} deep`);
  }
}

function hasMore(html: string, pattern: RegExp, limit: number): boolean {
  let found = 0;
  for (const _match of html.matchAll(pattern)) {
    found += 1;
    if (found > limit) return true;
  }
  return false;
}

/** Keeps `open`, the names of the elements around, as a parser would; returns where to go on. */
function skipTag(html: string, at: number, open: string[]): number {
  if (html.startsWith("<!--", at)) return endOf(html, "-->", at + 4);
  const [, slash = "", name = ""] = /^<(\/?)([a-z][a-z0-9:-]*)/i.exec(html.slice(at, at + 40)) ?? [];
  const tag = name.toLowerCase();
  const end = at + 1 + slash.length + name.length;
  if (tag === "" || VOID.has(tag)) return end;
  if (slash === "/") {
    const opened = open.lastIndexOf(tag);
    if (opened !== -1) open.length = opened;
    return end;
  }
  if (RAW_TEXT.has(tag)) return endOfRawText(html, tag, end);
  const around = open.at(-1);
  if ((around === tag && CLOSED_BY_NEXT.has(tag)) || (around === "p" && CLOSES_PARAGRAPH.has(tag)))
    open.pop();
  open.push(tag);
  return end;
}

/** Tags inside a script are its strings; a script that is never closed swallows the page, as in a browser. */
function endOfRawText(html: string, tag: string, from: number): number {
  const closing = new RegExp(`</${tag}`, "gi");
  closing.lastIndex = from;
  const match = closing.exec(html);
  return match ? match.index + match[0].length : html.length;
}

function endOf(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}
