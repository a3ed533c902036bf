import { Readability } from "@mozilla/readability";
import type { ParsedArticle } from "../articles/article.ts";
import { dropDateline } from "./agencies.ts";
import { cleanLine, cleanText } from "./clean-text.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { type PageDocument, type PageElement, parsePage } from "./page-document.ts";
import { trimFurniture } from "./page-furniture.ts";
import { readPageMetadata } from "./page-metadata.ts";
import { removeInvisible, renderPageText } from "./page-text.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** Shorter than this, what the extractor found is a teaser or a cookie notice, and the page's paragraphs are tried. */
const MIN_MAIN_CHARS = 200;
/** A paragraph of fewer characters that stands alone is a button or a caption. */
const MIN_PARAGRAPH_CHARS = 40;

/**
 * Reads a news page: its main text, and what it says of itself. Throws `UnreadableError` for a page that is too
 * large, too deeply nested, or without article text.
 */
export function parseHtml(html: string): ParsedArticle {
  const page = parsePage(html);
  const metadata = readPageMetadata(page);
  removeInvisible(page.documentElement);
  for (const caption of [...page.querySelectorAll("figcaption")]) caption.remove();
  const paragraphs = findParagraphs(page);
  const main = findMainText(page);
  const text = main.length >= MIN_MAIN_CHARS || main.length >= paragraphs.length ? main : paragraphs;
  const body = dropDateline(dropTitle(trimFurniture(cleanText(text)), metadata.title));
  if (!/[\p{L}\p{N}]/u.test(body)) throw new UnreadableError("no article text found");
  return { ...metadata, title: metadata.title || findOpeningTitle(body), body };
}

/** The extractor works in place: whatever else is needed of the page must be read before. */
function findMainText(page: PageDocument): string {
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
