import type { ParsedArticle } from "../articles/article.ts";
import { findAgencyInStory, findDateline } from "./agencies.ts";
import { cleanAuthors, cleanOutlet, cleanText, cleanTitle } from "./clean-text.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { parseDate } from "./published-date.ts";
import { UnreadableError } from "./unreadable-error.ts";
import { unwrapLines } from "./unwrap-lines.ts";
import { isHeadLine, readWireHead, type WireHead } from "./wire-head.ts";

/** A line this long is a paragraph of its own, even where no blank line sets it off. */
const PARAGRAPH_CHARS = 100;

const HAS_WORDS = /[\p{L}\p{N}]/u;
/** Title, date, byline, caption and the blank lines between them take fewer. */
const MAX_HEAD_LINES = 30;

/**
 * Reads wire copy as it comes: what stands above the story (title, date, byline, a photo's caption and credit, in any
 * order) becomes the article's metadata, the rest its body. What is not surely one of these stays in the body. Throws
 * `UnreadableError` when there is no text.
 */
export function parsePlainText(text: string): ParsedArticle {
  const lines = unwrapLines(
    cleanText(text)
      .replace(/\n{3,}/g, "\n\n")
      .split("\n"),
    (line, index) => index < MAX_HEAD_LINES && isHeadLine(line),
  );
  const { head, story } = readWireHead(lines);
  const told = renderParagraphs(story);
  // A text that is nothing but a head is an odd story, not an empty one.
  if (!HAS_WORDS.test(told)) return parseHeadless(renderParagraphs(lines));

  const { body, opening, agency, publishedAt } = takeDateline(told, head);
  return {
    title: head.title === undefined ? findOpeningTitle(opening) : cleanTitle(head.title),
    outlet: cleanOutlet(head.outlet ?? agency ?? findAgencyInStory(body) ?? head.photoAgency),
    authors: cleanAuthors(head.authors ?? []),
    url: head.url ?? null,
    publishedAt,
    dateFrom: publishedAt === null ? null : "text",
    body,
  };
}

function parseHeadless(body: string): ParsedArticle {
  if (!HAS_WORDS.test(body)) throw new UnreadableError("no article text found");
  return {
    title: findOpeningTitle(body),
    outlet: null,
    authors: [],
    url: null,
    publishedAt: null,
    dateFrom: null,
    body,
  };
}

/** A dateline goes once its facts are kept elsewhere: a day that its year can't be told of stays in the text. */
function takeDateline(
  story: string,
  head: WireHead,
): { body: string; opening: string; agency: string | null; publishedAt: string | null } {
  const stated = head.publishedAt ?? head.updatedAt ?? null;
  const dateline = findDateline(story);
  if (!dateline) return { body: story, opening: story, agency: null, publishedAt: stated };
  const [, day = ""] =
    /(?:^|,\s*)((?:\p{L}{3,9}\.?\s+\d{1,2}|\d{1,2}\s+\p{L}{3,9}\.?)(?:,?\s+\d{4})?)$/u.exec(
      dateline.before,
    ) ?? [];
  const publishedAt = stated ?? parseDate(day);
  const isStored = day === "" || publishedAt !== null;
  const opening = story.slice(dateline.length);
  return { body: isStored ? opening : story, opening, agency: dateline.agency, publishedAt };
}

function renderParagraphs(lines: readonly string[]): string {
  let text = "";
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]?.trim() ?? "";
    const isParagraph = before.length >= PARAGRAPH_CHARS || line.trim().length >= PARAGRAPH_CHARS;
    text += `${isParagraph ? "\n\n" : "\n"}${line.trim()}`;
  }
  return text.replace(/\n{3,}/g, "\n\n").trim();
}
