/** What a reader sees on one line; a longer title is cut between words. */
export const MAX_TITLE_CHARS = 200;
const MAX_AUTHOR_CHARS = 100;
/** No article has more; a page that lists a whole newsroom would fill every receipt. */
const MAX_AUTHORS = 20;
const MAX_OUTLET_CHARS = 100;
/** In its normal form, all of ASCII: each store can have an index of it (PostgreSQL's take 2,704 bytes). */
export const MAX_URL_CHARS = 2_000;

const LINE_ENDINGS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const TAB_AND_LINE_FEED_ASIDE = /(?![\t\n])\p{Cc}/gu;
/** Zero-width and bidirectional controls, interlinear marks, tag characters and the rarer variation selectors. */
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{1D173}-\u{1D17A}]|\u034F|[\uFE00-\uFE0D]|[\u{E0000}-\u{E0FFF}]/gu;
/** Joiners belong inside emoji and after letters of scripts that shape with them; elsewhere they hide text. */
const STRAY_JOINERS =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\p{M}|[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}])(?:\u200C|\u200D)+/gu;
/** Composing takes the square of their number; Unicode's own rule is at most 30: https://unicode.org/reports/tr15/#Stream_Safe_Text_Format */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * Takes out what a reader can't see (zero-width, bidirectional, tag and control characters) and makes line breaks
 * `\n`. Composed (NFC), not NFKC: a quote must show the source's own letters, its "…" and its ligatures.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_ENDINGS, "\n")
    .replace(TAB_AND_LINE_FEED_ASIDE, "")
    .replace(INVISIBLE, "")
    .replace(STRAY_JOINERS, "")
    .replace(TOO_MANY_MARKS, "$1")
    .normalize("NFC");
}

/** Clean text on a single line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/** A clean title of one line and at most 200 characters. */
export function cleanTitle(text: string): string {
  return shorten(cleanLine(text), MAX_TITLE_CHARS);
}

/** An outlet's name on one line, or null when nothing is left of it. */
export function cleanOutlet(text: string | null | undefined): string | null {
  return shorten(cleanLine(text ?? ""), MAX_OUTLET_CHARS) || null;
}

/** Names on one line each, without repeats. */
export function cleanAuthors(names: readonly string[]): string[] {
  const clean = names.map((name) => shorten(cleanLine(name), MAX_AUTHOR_CHARS)).filter((name) => name !== "");
  return [...new Set(clean)].slice(0, MAX_AUTHORS);
}

/** A BCP 47 tag in lower case (`en`, `pt-br`), also from `pt_BR`; null when it is none. */
export function cleanLanguage(text: string | null | undefined): string | null {
  const tag = (text ?? "").trim().replaceAll("_", "-");
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,2}$/i.test(tag) ? tag.toLowerCase() : null;
}

/** The address in its normal form if it is a plain `http(s)` one (no user name, no password), else null. */
export function parseHttpUrl(text: string | null | undefined): string | null {
  const address = text?.trim() ?? "";
  const url = /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  if (url === null || url.href.length > MAX_URL_CHARS) return null;
  return url.username !== "" || url.password !== "" ? null : url.href;
}

/** Cuts a line between words, and says so with "…"; the result has at most `maxChars` characters. */
function shorten(line: string, maxChars: number): string {
  if (line.length <= maxChars) return line;
  const cut = line
    .slice(0, maxChars - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const lastSpace = cut.lastIndexOf(" ");
  return `${(lastSpace > maxChars / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:–—-]+$/, "")}…`;
}
