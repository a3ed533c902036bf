import { Readability } from "@mozilla/readability";
import type { ParsedArticle } from "../articles/article.ts";
import { dropDateline } from "./agencies.ts";
import { cleanLine, cleanText } from "./clean-text.ts";
import type { ParsedPage } from "./extractor.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { type PageDocument, type PageElement, parsePage } from "./page-document.ts";
import { trimFurniture } from "./page-furniture.ts";
import { listPageFeeds } from "./page-links.ts";
import { readPageRestriction } from "./page-meta.ts";
import { readPageMetadata } from "./page-metadata.ts";
import { removeInvisible, renderPageText } from "./page-text.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** Shorter than this, what the extractor found is a teaser or a cookie notice, and the page's paragraphs are tried. */
const MIN_MAIN_CHARS = 200;
/**
 * The extractor goes through the page again and again; the fullest of 96 real pages has 1,600. Of a fuller one its
 * paragraphs are taken.
 */
const MAX_EXTRACTED_ELEMENTS = 10_000;
/** A long novel is no article, and would fill a newsroom. */
const MAX_ARTICLE_CHARS = 1_000_000;
/** A paragraph of fewer characters that stands alone is a button or a caption. */
const MIN_PARAGRAPH_CHARS = 40;

/**
 * Reads a news page: its main text, and what it says of itself. Throws `UnreadableError` for a page that is too
 * large, too deeply nested, or without article text.
 */
export function parseHtml(html: string): ParsedArticle {
  const article = readArticle(parsePage(html));
  if (!article) throw new UnreadableError("no article text found");
  return article;
}

/** Reads what came from an address: the page's article if it has one, its feeds, and what its publisher forbids. */
export function parseDownloadedPage(html: string, address: string): ParsedPage {
  const page = parsePage(html);
  const feeds = listPageFeeds(page, address);
  const restriction = readPageRestriction(page);
  return { kind: "page", feeds, restriction, article: readArticle(page, address) };
}

function readArticle(page: PageDocument, address?: string): ParsedArticle | undefined {
  const metadata = readPageMetadata(page, address);
  removeInvisible(page.documentElement);
  for (const caption of [...page.querySelectorAll("figcaption")]) caption.remove();
  for (const paragraph of [...page.querySelectorAll("p")])
    if (isHeadlineOfAnother(paragraph)) paragraph.remove();
  const paragraphs = findParagraphs(page);
  const main = findMainText(page);
  const text = main.length >= MIN_MAIN_CHARS || main.length >= paragraphs.length ? main : paragraphs;
  const body = dropDateline(dropTitle(trimFurniture(cleanText(text)), metadata.title));
  if (!/[\p{L}\p{N}]/u.test(body)) return undefined;
  if (body.length > MAX_ARTICLE_CHARS) throw new UnreadableError("more text than any article has");
  return { ...metadata, title: metadata.title || findOpeningTitle(body), body };
}

/** Between paragraphs, a headline that is one link leads to another story, and is no sentence of this one. */
function isHeadlineOfAnother(paragraph: PageElement): boolean {
  const links = [...paragraph.querySelectorAll("a[href]")];
  if (/[.…。][”"’')\]»]*\s*$/.test(paragraph.textContent ?? "")) return false;
  const words = (element: PageElement) => (element.textContent ?? "").replace(/\s+/g, "");
  return links.length === 1 && links.map(words).join("") === words(paragraph);
}

/** The extractor works in place: whatever else is needed of the page must be read before. */
function findMainText(page: PageDocument): string {
  if ([...page.querySelectorAll("*")].length > MAX_EXTRACTED_ELEMENTS) return "";
  try {
    const article = new Readability<PageElement>(page, {
      serializer: (element: PageElement) => element,
    }).parse();
    return article?.content ? renderPageText(article.content) : "";
  } catch {
    // Broken markup can trip it; the page's paragraphs are there all the same.
    return "";
  }
}

function findParagraphs(page: PageDocument): string {
  const scope = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  const inside = (element: PageElement) => [...element.querySelectorAll("p")].map(renderPageText);
  const found = inside(scope).filter((text) => text.length >= MIN_PARAGRAPH_CHARS);
  return (found.length > 0 ? found : [renderPageText(scope)]).join("\n\n");
}

function dropTitle(body: string, title: string): string {
  const [first = "", ...rest] = body.split("\n\n");
  const isTitle = title !== "" && cleanLine(first.replace(/^## /, "")) === title;
  return isTitle && rest.length > 0 ? rest.join("\n\n").trim() : body;
}
