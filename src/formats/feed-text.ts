import { cleanText } from "./clean-text.ts";
import type { FeedEntry, FeedField } from "./feed-entry.ts";
import { parsePage } from "./page-document.ts";
import { parseHtmlText } from "./page-text.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** No headline or name is longer, its HTML and all. */
const MAX_LINE_FIELD_CHARS = 10_000;
/** As much as a page may have. */
const MAX_FIELD_CHARS = 5_000_000;

const TAG = /<(?:\/?[a-z][a-z\d:-]*(?:\s[^<>]*)?\/?>|!--)/i;
/** Text that begins so was escaped once more than it says. */
const OPENS_AS_MARKUP =
  /^<(?:!--|(?:p|div|table|article|section|figure|span|img|a|b|i|strong|em|h\d|ul|ol|blockquote)[\s/>])/i;
const CLOSING_TAG = /<\/[a-z][a-z\d:-]*>/i;
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/gi;
/** A summary that says this much more than the content is the text; a little more is another wording of it. */
const SUMMARY_IS_TEXT = 2;
/** What WordPress puts below each entry. */
const FOOTER = /^The post .{1,500} (?:appeared first|first appeared) on .{1,200}$/s;

/** The text that an entry brings, and whether it stands where feeds put summaries. */
export interface EntryText {
  readonly body: string;
  readonly isSummary: boolean;
}

/**
 * An entry's text, from the field for the whole of it unless the one for summaries holds far more, as in feeds that
 * put a caption alone into the first.
 */
export function chooseEntryText({ contents, summaries }: FeedEntry): EntryText {
  const content = firstText(contents);
  const least = content.length * SUMMARY_IS_TEXT;
  const summary = summaries.some(({ text }) => text.length > least) ? firstText(summaries) : "";
  return summary.length > least ? { body: summary, isSummary: true } : { body: content, isSummary: false };
}

function firstText(fields: readonly FeedField[]): string {
  for (const field of fields) {
    const text = dropFooter(cleanText(renderField(field)).trim());
    if (/[\p{L}\p{N}]/u.test(text)) return text;
  }
  return "";
}

function dropFooter(text: string): string {
  const last = text.lastIndexOf("\n\n") + 1;
  return FOOTER.test(text.slice(last).trim()) ? text.slice(0, last).trim() : text;
}

/** The start of a field that holds a line: a headline, a name. */
export function renderLineField({ text, isPlain }: FeedField): string {
  return renderField({ text: text.slice(0, MAX_LINE_FIELD_CHARS), isPlain });
}

/**
 * A field's visible text. Feeds put HTML into fields that are not said to hold it, and escape it twice; text that only
 * mentions a tag stays as it is.
 */
export function renderField({ text, isPlain }: FeedField): string {
  if (text.length > MAX_FIELD_CHARS) throw new UnreadableError("a text longer than 5 million characters");
  const bare = unwrapCdata(text);
  const isMarkup = (isPlain ? CLOSING_TAG : TAG).test(bare);
  const visible = isMarkup ? parseHtmlText(bare) : decodeReferences(bare);
  // Tags that are left were escaped twice, unless they are what the text is about.
  if (OPENS_AS_MARKUP.test(visible) || (!isMarkup && CLOSING_TAG.test(visible)))
    return parseHtmlText(visible);
  return isMarkup || isPlain ? visible.trim() : joinLines(visible);
}

/** Every reference that HTML knows, and nothing else; each is looked up once, since a whole page is parsed for it. */
function decodeReferences(text: string): string {
  const known = new Map<string, string>();
  return text.replace(REFERENCE, (reference) => {
    const decoded =
      known.get(reference) ?? parsePage(`<pre>${reference}</pre>`).body.textContent ?? reference;
    known.set(reference, decoded);
    return decoded;
  });
}

/** As HTML would show it, except that an empty line parts paragraphs. */
function joinLines(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .map((line, index) => (line === "" ? "\n\n" : lines[index + 1] ? `${line} ` : line))
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Wrapped once more than needed, it would be a comment to HTML. */
function unwrapCdata(text: string): string {
  return text.includes("<![CDATA[") ? text.replaceAll("<![CDATA[", "").replaceAll("]]>", "") : text;
}
