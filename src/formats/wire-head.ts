import { findAgencyName, findPhotoCredit } from "./agencies.ts";
import { parseAuthors, parseByline } from "./authors.ts";
import { MAX_TITLE_CHARS, parseHttpUrl } from "./clean-text.ts";
import { parseDate, parseDateLine } from "./published-date.ts";

/** What stands above a story: taken out of the text once it is known what it is. */
export interface WireHead {
  title?: string;
  outlet?: string;
  authors?: readonly string[];
  url?: string;
  publishedAt?: string;
  updatedAt?: string;
  /** The agency that a photo's caption credits. */
  photoAgency?: string;
}

const FIELD =
  /^(title|headline|date|published(?: on| at)?|updated(?: on| at)?|source|outlet|publisher|agency|authors?|by|byline|url|link):\s*(\S.*)$/i;
const MAX_FIELD_CHARS = 200;
/** A caption of more characters is a story that ends with a credit. */
const MAX_CAPTION_CHARS = 700;
const MAX_TITLE_WORDS = 30;

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";
const CLOCK = String.raw`(?:(?:,|\s+at)?\s+\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC|[A-Z]{2,4}T))?)?`;
const WRITTEN_DATE = new RegExp(
  String.raw`^(?:\p{L}+day,?\s+)?(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?|${MONTH}\s+\d{1,2},?\s+\d{4}${CLOCK}|\d{1,2}\s+${MONTH},?\s+\d{4}${CLOCK})(?![\p{L}\p{N}])`,
  "iu",
);
const DATE_LABEL = /^(date|dated|published|posted|updated)(?:\s+on)?:?\s+/i;

/** Takes from the top of a text what is not yet the story; returns it, and the lines from the story's first on. */
export function readWireHead(lines: readonly string[]): { head: WireHead; story: readonly string[] } {
  const head: WireHead = {};
  const lastWithText = lines.findLastIndex((line) => line.trim() !== "");
  for (const [index, line] of lines.entries()) {
    const hasStoryBelow = index < lastWithText;
    const next = lines[index + 1] ?? "";
    let left: string | undefined = line.trim();
    while (left) {
      const text: string = left;
      left = takeLine(head, text, hasStoryBelow ? next : undefined);
      if (left === undefined) return { head, story: [text, ...lines.slice(index + 1)] };
    }
  }
  return { head, story: [] };
}

/** Whether a line is one of its own above a story, to which no other line is joined. */
export function isHeadLine(line: string): boolean {
  const text = line.trim();
  if (text.length > MAX_FIELD_CHARS) return false;
  return takeField({}, text) || parseDateLine(text) !== null || parseByline(text) !== undefined;
}

/**
 * What is left of the line once its facts are in `head`; undefined when the line belongs to the story. `next` is the
 * line below, undefined when no text follows: then this line can't be what stands above a story.
 */
function takeLine(head: WireHead, line: string, next: string | undefined): string | undefined {
  if (takeField(head, line)) return "";
  const afterDate = takeDate(head, line);
  if (afterDate !== undefined) return afterDate;
  const byline = parseByline(line);
  if (byline && !head.authors) {
    head.authors = byline;
    return "";
  }
  if (next === undefined) return undefined;
  const agency = findAgencyName(line);
  if (agency !== undefined) {
    head.outlet ??= agency;
    return "";
  }
  const credit = line.length <= MAX_CAPTION_CHARS ? findPhotoCredit(line) : null;
  if (credit) {
    if (credit.agency) head.photoAgency ??= credit.agency;
    return "";
  }
  if (head.title !== undefined || !isTitle(line, next)) return undefined;
  head.title = line;
  return "";
}

function takeField(head: WireHead, line: string): boolean {
  const [, label = "", value = ""] = FIELD.exec(line) ?? [];
  if (value === "" || value.length > MAX_FIELD_CHARS) return false;
  const name = label.toLowerCase();
  if (/^(?:title|headline)$/.test(name)) head.title ??= value;
  else if (/^(?:source|outlet|publisher|agency)$/.test(name)) return takeOutlet(head, value);
  else if (/^(?:authors?|by|byline)$/.test(name)) head.authors ??= parseAuthors(value);
  else if (/^(?:url|link)$/.test(name)) return takeUrl(head, value);
  else return keepDate(head, name, parseDate(value));
  return true;
}

/** "Source: a ministry official who declined to be named." is a sentence. */
function takeOutlet(head: WireHead, value: string): boolean {
  if (/[.!?]$/.test(value) && value.split(/\s+/).length > 3) return false;
  head.outlet ??= value;
  return true;
}

function takeUrl(head: WireHead, value: string): boolean {
  const url = parseHttpUrl(value);
  if (url !== null) head.url ??= url;
  return url !== null;
}

/** "date 2026-02-27 Caption …": the date goes, the caption is looked at next. Without a label, dates alone. */
function takeDate(head: WireHead, line: string): string | undefined {
  const label = DATE_LABEL.exec(line);
  const unlabelled = line.slice(label?.[0].length ?? 0);
  if (!label) return keepDate(head, "", parseDateLine(line)) ? "" : undefined;
  const written = WRITTEN_DATE.exec(unlabelled)?.[0];
  if (written === undefined || !keepDate(head, label[1] ?? "", parseDate(written))) return undefined;
  return unlabelled.slice(written.length).replace(/^[\s|,;:–—-]+/, "");
}

function keepDate(head: WireHead, label: string, date: string | null): boolean {
  if (date === null) return false;
  if (/^updated/i.test(label)) head.updatedAt ??= date;
  else head.publishedAt ??= date;
  return true;
}

/** A line with no full stop, set off from the story by a blank line, a byline or a date. */
function isTitle(line: string, next: string): boolean {
  const words = line.split(/\s+/).length;
  const isShort = line.length <= MAX_TITLE_CHARS && words >= 2 && words <= MAX_TITLE_WORDS;
  const isOpen = /[\p{L}\p{N}"”’')%]$/u.test(line) && !/[.!?…]["”’')]+$/.test(line);
  return isShort && isOpen && (next.trim() === "" || isHeadLine(next));
}
