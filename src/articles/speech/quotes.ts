import type { Span } from "../article.ts";

/** “ ” and „ are double, as are " and the '' of newspapers' archives; ‘ ’ only where it opens like a quotation. */
const MARK = /[“”„«»"]|''|``|(?<![\p{L}\p{N}])‘|’(?![\p{L}\p{N}])/gu;

/**
 * Spans of quoted text with their marks. Within double marks single ones don't count; one that is left open runs to
 * the paragraph's end, which is how a quotation of several paragraphs is printed.
 */
export function findQuotes(paragraph: string): Span[] {
  const quotes: Span[] = [];
  const lastSingle = paragraph.lastIndexOf("’");
  let open: { readonly start: number; readonly mark: string } | undefined;
  for (const { 0: mark, index } of paragraph.matchAll(MARK)) {
    const end = index + mark.length;
    if (open) {
      if (CLOSING[open.mark]?.includes(mark)) {
        quotes.push({ start: open.start, end });
        open = undefined;
      }
    } else if (CLOSING[mark] && (mark !== "‘" || end <= lastSingle)) {
      open = { start: index, mark };
    }
  }
  if (open && open.mark !== "‘") quotes.push({ start: open.start, end: paragraph.length });
  return quotes;
}

/** Opening marks with the marks that close them: papers mix curly and straight ones. */
const CLOSING: Readonly<Record<string, readonly string[]>> = {
  "“": ["”", '"'],
  "„": ["“", "”"],
  "«": ["»"],
  '"': ['"', "”"],
  "''": ["''"],
  "``": ["''"],
  "‘": ["’"],
};
