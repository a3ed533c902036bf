/** A piece of a line. Only `markup` reaches Discord as it stands; everything else is escaped. */
export type Run =
  | { readonly kind: "text"; readonly text: string; readonly style: "plain" | "bold" | "italic" }
  /** Made by this code: a timestamp, a link, a number. Never cut. */
  | { readonly kind: "markup"; readonly markup: string };

/** One line of a message, and what Discord makes of it: a quotation, small print, a paragraph. */
export interface Line {
  readonly prefix: "" | "> " | "-# ";
  readonly runs: readonly Run[];
  /** An empty line stands above it, unless it is the first of its message. */
  readonly isApart?: true;
}

/** Lines that stand in one message if they can: a heading and what it is about. */
export type Block = readonly Line[];

/** Text of articles, models and members. */
export const text = (value: string): Run => ({ kind: "text", text: cleanText(value), style: "plain" });

/** Like `text`, in bold. */
export const bold = (value: string): Run => ({ kind: "text", text: cleanText(value), style: "bold" });

/** Like `text`, in italics. */
export const italic = (value: string): Run => ({ kind: "text", text: cleanText(value), style: "italic" });

/** Words of this program and what it has made itself: safe by construction. */
export const markup = (value: string): Run => ({ kind: "markup", markup: value });

/** A paragraph. */
export const line = (...runs: Run[]): Line => ({ prefix: "", runs });

/** A line of a quotation. */
export const quoted = (...runs: Run[]): Line => ({ prefix: "> ", runs });

/** A line in small print. */
export const small = (...runs: Run[]): Line => ({ prefix: "-# ", runs });

/** The block with an empty line above it. */
export const apart = ([first, ...rest]: Block): Block =>
  first ? [{ ...first, isApart: true }, ...rest] : [];

const MARKS = { plain: "", bold: "**", italic: "*" } as const;

/** Writes a run as Discord's Markdown. */
export function writeRun(run: Run): string {
  if (run.kind === "markup") return run.markup;
  const mark = MARKS[run.style];
  // Beside a space inside, an asterisk would be shown.
  return escapeText(run.text).replace(/\S(?:.*\S)?/s, (words) => mark + words + mark);
}

/** Embeddings, overrides and isolates: they turn around what stands after them. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;

/** One line of well-formed text, without what is invisible and changes how the rest is shown. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replace(DIRECTION_CONTROLS, "")
    .replace(CONTROLS, "")
    .replace(/[\s\u0085]+/g, " ");
}

/** What Discord's Markdown, mentions, custom emoji, timestamps and masked links begin or end with, anywhere. */
const SPECIAL = /[\\*_~`|<>[\]@]/g;
/** A colon that makes a link (`https://`) or an emoji (`:smile:`), and the slash of a bare invitation. */
const LINKS = /:(?=\/\/)|:(?=[\w~+-]+:)|(?<=\.[a-z]{2,24})\//gi;
/** What opens a heading, a list or small print at the start of a line. */
const LINE_START = /^(\s*)([#+-]|\d+(?=\.))/;

/** Escapes a text so that Discord shows it letter by letter. Every escape is a backslash before punctuation. */
export function escapeText(value: string): string {
  return value
    .replace(SPECIAL, "\\$&")
    .replace(LINKS, "\\$&")
    .replace(LINE_START, (_, space: string, opener: string) =>
      /\d/.test(opener) ? `${space}${opener}\\` : `${space}\\${opener}`,
    );
}

/** Shortens what is only a label, such as a title, at a word where one ends late enough. Cuts no character in two. */
export function clip(value: string, maxChars: number): string {
  const clean = cleanText(value).trim();
  if (clean.length <= maxChars) return clean;
  const cut = clean.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, "");
  const lastSpace = clean.charAt(cut.length) === " " ? cut.length : cut.lastIndexOf(" ");
  return `${cut.slice(0, lastSpace > maxChars / 2 ? lastSpace : cut.length).trimEnd()}…`;
}
