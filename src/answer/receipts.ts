import type { Span } from "../articles/article.ts";
import type { Hit } from "../store/store.ts";
import type { Answered, Receipt, Statement } from "./answer.ts";

/** Quotations of the press stay short: longer ones are cut at a word and still stand in the source letter by letter. */
export const MAX_QUOTE_CHARS = 300;

/** Fewer letters than this would be found nearly anywhere, and prove nothing. */
const MIN_QUOTE_CHARS = 12;

/**
 * Finds a quote in a passage and makes its receipt: `verified` when it stands there letter by letter, `repaired`
 * when only white space, quotation marks or dashes differ (the receipt then has the source's own letters).
 * Undefined when it doesn't stand there.
 */
export function findReceipt(quote: string, hit: Hit): Receipt | undefined {
  const wanted = quote.trim();
  if (wanted.length < MIN_QUOTE_CHARS || !wanted.isWellFormed()) return undefined;
  const { text } = hit.passage;
  const at = text.indexOf(wanted);
  if (at >= 0) return receiptAt(hit, { start: at, end: at + wanted.length }, "verified");
  const repaired = findNormalized(wanted, text);
  return repaired && receiptAt(hit, repaired, "repaired");
}

/** Whether a quote stands in a text that has no places: a headline. */
export function standsIn(quote: string, text: string): boolean {
  const wanted = quote.trim();
  if (wanted.length < MIN_QUOTE_CHARS || !wanted.isWellFormed()) return false;
  return text.includes(wanted) || findNormalized(wanted, text) !== undefined;
}

/** What of an answer has receipts. */
export interface WithReceipts extends Pick<Answered, "disagreements"> {
  readonly statements: readonly Pick<Statement, "receipts">[];
}

/**
 * All receipts of an answer in the order of their numbers, those of its statements first; a place that is quoted twice
 * has one number.
 */
export function listReceipts({ statements, disagreements = [] }: WithReceipts): Receipt[] {
  const ofSides = disagreements.flatMap(({ sides }) => sides.map(({ receipt }) => receipt));
  return withoutRepeats([...statements.flatMap(({ receipts }) => receipts), ...ofSides]);
}

/** Receipts in their order, each place once. */
export function withoutRepeats(receipts: readonly Receipt[]): Receipt[] {
  return [...new Map(receipts.map((receipt) => [placeOfReceipt(receipt), receipt])).values()];
}

/** The same for every receipt of one place. */
export function placeOfReceipt({ article, start, end }: Receipt): string {
  return `${article.id} ${start} ${end}`;
}

/** A receipt for a span of the passage's own text. */
export function receiptAt(hit: Hit, span: Span, status: Receipt["status"]): Receipt {
  const { passage, article } = hit;
  const { start, end } = shorten(passage.text, span);
  return {
    passage,
    article,
    quote: passage.text.slice(start, end),
    start: passage.start + start,
    end: passage.start + end,
    status,
  };
}

/** Cuts a span that is too long to quote at the last word that fits. */
function shorten(text: string, { start, end }: Span): Span {
  if (end - start <= MAX_QUOTE_CHARS) return { start, end };
  const cut = text.slice(start, start + MAX_QUOTE_CHARS);
  const atWord = cut.search(/\s\S*$/);
  const length = atWord > 0 ? cut.slice(0, atWord).trimEnd().length : 0;
  return { start, end: start + (length || wholeCharacters(cut)) };
}

/** Never half a surrogate pair. */
function wholeCharacters(text: string): number {
  return /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
}

function findNormalized(wanted: string, text: string): Span | undefined {
  const needle = normalize(wanted).text.trim();
  if (needle.length < MIN_QUOTE_CHARS) return undefined;
  const hay = normalize(text);
  const at = hay.text.indexOf(needle);
  const start = hay.offsets[at];
  const end = hay.offsets[at + needle.length];
  if (at < 0 || start === undefined || end === undefined) return undefined;
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** What counts as the same: any run of white space, of quotation marks (single or double), of dashes; `…` and `...`. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^\s/, " "],
  [/^["'`“”„‟«»‹›″‘’‚‛′]/, "'"],
  [/^[-‐‑‒–—―−]/, "-"],
  [/^…/, "..."],
];
const TOKEN = /\s+|["'`“”„‟«»‹›″‘’‚‛′]+|[-‐‑‒–—―−]+|[\s\S]/gu;

/**
 * The text with one sort of space, quotation mark and dash, and accents apart from their letters; for each of its units
 * where it came from.
 */
function normalize(text: string): { text: string; offsets: number[] } {
  let normalized = "";
  const offsets: number[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const same = SAME.find(([pattern]) => pattern.test(token))?.[1] ?? token.normalize("NFD");
    normalized += same;
    for (let unit = 0; unit < same.length; unit += 1) offsets.push(index);
  }
  offsets.push(text.length);
  return { text: normalized, offsets };
}
