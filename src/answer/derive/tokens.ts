import type { Span } from "../../articles/article.ts";
import { findQuotes } from "../../articles/speech/quotes.ts";
import { tagWords } from "../../articles/speech/tag.ts";
import { ordinalOf, valueByNumberWord } from "../number-words.ts";

/** A word, number or sign of a sentence. */
export interface Token extends Span {
  readonly text: string;
  /** Under which spellings of one word meet: `feb`, `12`, `klaebo`; of a sign, the sign. */
  readonly key: string;
  /** Universal Dependencies' tag; empty where nobody tagged it. */
  readonly tag: string;
  readonly isSign: boolean;
  readonly isQuoted: boolean;
}

const TOKEN =
  /[$£€¥₹]?\p{N}[\p{L}\p{N}]*(?:[.,:/-]\p{N}[\p{L}\p{N}]*)*%?|(?:\p{L}\.){2,}(?:['’]s)?|\p{L}[\p{L}\p{M}\p{N}]*(?:[-‐‑'’.&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*['’]?(?![\p{L}\p{N}])|[^\s]/gu;

/** Longer sentences are lists or floods; nothing is derived from them. */
export const MAX_TOKENS = 160;

/** The words of a text, without their parts of speech. */
export function readTokens(text: string): Token[] {
  const quotes = findQuotes(text);
  return [...text.matchAll(TOKEN)].slice(0, MAX_TOKENS + 1).map(({ 0: whole, index }) => {
    const isSign = !/[\p{L}\p{N}]/u.test(whole);
    const word = isSign ? whole : whole.replace(/(?<=[^s])['’]$/, "");
    const isQuoted = quotes.some(({ start, end }) => start <= index && index < end);
    return {
      start: index,
      end: index + word.length,
      text: word,
      key: isSign ? signOf(word) : keyOf(word),
      tag: "",
      isSign,
      isQuoted,
    };
  });
}

/** The words of a source's sentence, with their parts of speech. */
export function readTaggedTokens(sentence: string): Token[] {
  const tagged = tagWords(sentence, [], MAX_TOKENS * 2);
  let at = 0;
  return readTokens(sentence).map((token) => {
    while ((tagged[at]?.end ?? Number.POSITIVE_INFINITY) <= token.start) at += 1;
    return { ...token, tag: tagged[at]?.tag ?? "X" };
  });
}

/** `it's` is "it is"; the possessive stays a word of its own, since "Trump's lawyer" is not "Trump". */
export function keyOf(word: string): string {
  const plain = fold(word);
  const dotless = /^(?:\p{L}\.)+/u.test(plain) ? plain.replaceAll(".", "") : plain;
  if (/^\p{Lu}{2,3}$/u.test(dotless.toUpperCase()) && word === word.toUpperCase())
    return dotless.toUpperCase();
  const bare = dotless.replace(/\.$/, "");
  const number = numberOf(bare);
  return number ?? SAME_WORD.get(bare) ?? bare;
}

/** Lower case, without accents, one sort of apostrophe and hyphen. */
export function fold(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[‐‑]/g, "-")
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replaceAll("ı", "i")
    .replaceAll("đ", "d");
}

/** `1,200`, "twelve" and "twenty-one" are `1200`, `12` and `21`; "21st" and "twenty-first" are `#21`. */
function numberOf(word: string): string | undefined {
  const figures = /^([$£€¥₹]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(st|nd|rd|th)?(%?)$/.exec(word);
  if (figures) {
    const [, currency = "", whole = "", fraction = "", rank, percent = ""] = figures;
    return `${rank ? "#" : ""}${currency}${whole.replaceAll(",", "")}${fraction}${percent}`;
  }
  const [tens = "", ones] = word.split("-");
  const first = valueByNumberWord.get(tens);
  if (ones === undefined) {
    const rank = ordinalOf(tens);
    return first === undefined ? (rank === undefined ? undefined : `#${rank}`) : String(first);
  }
  const second = valueByNumberWord.get(ones);
  if (first === undefined || first < 20 || first % 10 !== 0) return undefined;
  if (second !== undefined && second < 10) return String(first + second);
  const rank = ordinalOf(ones);
  return rank !== undefined && rank < 10 ? `#${first + rank}` : undefined;
}

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** Spellings that mean the same word wherever they stand. */
const SAME_WORD: ReadonlyMap<string, string> = new Map([
  ...MONTHS.map((month) => [month.slice(0, 3), month] as const),
  ["sept", "september"],
  ["gov", "governor"],
  ["sen", "senator"],
  ["rep", "representative"],
  ["gen", "general"],
  ["percent", "%"],
  ["tv", "television"],
  ["turkey", "turkiye"],
  ["n't", "not"],
]);

function signOf(sign: string): string {
  if (/["“”„«»'‘’`]/.test(sign)) return '"';
  if (/[-–—―‒]/.test(sign)) return "—";
  return sign;
}

/** Whether a sign sets a phrase off from what stands around it. */
export function isBreak(token: Token | undefined): boolean {
  return token !== undefined && /^[,;:—()[\].?!…]$/.test(token.key);
}
