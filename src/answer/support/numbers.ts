import { contentStems } from "../../retrieval/words.ts";
import { valueByNumberWord } from "../number-words.ts";
import {
  findQuantities,
  isFairly,
  isLoose,
  isOtherUnit,
  isScaleLeftOut,
  type Quantity,
} from "./quantities.ts";

const ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
const SCALES = "dozen hundred thousand million billion trillion".split(" ");

/** Every spelling of a number, and what it is compared by: figures for a count, `#2` for a rank, a word for a scale. */
const valueByWord = new Map([
  ...[...valueByNumberWord].map(([word, value]) => [word, String(value)] as const),
  ...ORDINALS.map((word, index) => [word, `#${index + 1}`] as const),
  ...SCALES.flatMap((word) => [[word, word] as const, [`${word}s`, word] as const]),
]);

/** Scales as headlines shorten them: `$3.5bn`. Without a currency, `35 m` may be metres. */
const SCALE_BY_SUFFIX = new Map([
  ["k", "thousand"],
  ["m", "million"],
  ["mn", "million"],
  ["bn", "billion"],
  ["tn", "trillion"],
]);

const NUMBER = new RegExp(
  `(\\p{Nd}+(?:[.,]\\p{Nd}+)*)(st|nd|rd|th)?(?:\\s?(k|m|mn|bn|tn)\\b)?|\\b(?:${[...valueByWord.keys()].join("|")})\\b`,
  "giu",
);

/** Words that also tell apart what a source only lists: "two films", "the first … the second". */
const COUNTS_OUT = /^(?:one|two|first|second|third|fourth|fifth)$/i;

/** As far as a number's noun may stand behind it: "four unanswered tries". */
const NOUN_WORDS = 2;
const NOUN_CHARS = 60;

interface NumberInText {
  readonly text: string;
  readonly index: number;
  /** What it is compared by; any of them will do. */
  readonly values: readonly string[];
  /** Stems of the words behind it, one of which it counts. */
  readonly nouns: readonly string[];
}

/**
 * The first number of a statement that the evidence does not hold, in figures or words: `1,200` is `1200`, "four"
 * is 4, "the 2nd" is "the second", "about 1,200" is fair for 1,187, and "$3.5 billion" is neither "$3.5 million" nor
 * "£3.5 billion". Small ones in words may count out what the evidence lists, unless it counts the same thing
 * differently. Checking those too cost citation-check .011 of balanced accuracy.
 */
export function findMissingNumber(statement: string, evidence: string): string | undefined {
  const held = findNumbers(evidence);
  const values = new Set(held.flatMap((number) => number.values));
  const said = findQuantities(statement);
  const amounts = findQuantities(evidence);
  const isFair = (quantity: Quantity) => amounts.some((amount) => isFairly(quantity, amount));
  const missing = findNumbers(statement).find(
    (number) =>
      !number.values.some((value) => values.has(value)) &&
      !said.some(
        (quantity) =>
          quantity.index <= number.index &&
          number.index < quantity.end &&
          isLoose(quantity) &&
          isFair(quantity),
      ) &&
      (!COUNTS_OUT.test(number.text) || held.some((other) => countsSame(number, other))),
  );
  return missing?.text ?? findOtherAmount(said, amounts);
}

/** An amount whose figures stand in the evidence, but with another scale or unit. */
function findOtherAmount(said: readonly Quantity[], amounts: readonly Quantity[]): string | undefined {
  return said.find((quantity) => {
    if (amounts.some((amount) => isFairly(quantity, amount))) return false;
    return (
      quantity.isScaled ||
      amounts.some((amount) => isOtherUnit(quantity, amount) || isScaleLeftOut(quantity, amount))
    );
  })?.text;
}

function countsSame(a: NumberInText, b: NumberInText): boolean {
  const isRank = (number: NumberInText) => number.values.some((value) => value.startsWith("#"));
  return isRank(a) === isRank(b) && a.nouns.some((noun) => b.nouns.includes(noun));
}

function findNumbers(text: string): NumberInText[] {
  return [...text.matchAll(NUMBER)].flatMap(({ 0: whole, 1: figures, 2: rank, 3: suffix, index }) => {
    const nouns = stemsBehind(text, index + whole.length);
    if (!figures)
      return [{ text: whole, index, values: [valueByWord.get(whole.toLowerCase()) ?? whole], nouns }];
    const plain = plainFigures(figures);
    const values = rank ? [`#${plain}`, plain] : [plain];
    const number = { text: `${figures}${rank ?? ""}`, index, values, nouns };
    const isUnsure =
      /^[km]$/i.test(suffix ?? "") && !/[$£€¥]\s?$/.test(text.slice(Math.max(0, index - 2), index));
    const scale = isUnsure ? undefined : SCALE_BY_SUFFIX.get(suffix?.toLowerCase() ?? "");
    return scale
      ? [number, { text: suffix ?? "", index: index + figures.length, values: [scale], nouns }]
      : [number];
  });
}

function stemsBehind(text: string, index: number): string[] {
  const after = text
    .slice(index, index + NOUN_CHARS)
    .trim()
    .split(/\s+/);
  return [...contentStems(after.slice(0, NOUN_WORDS).join(" "))];
}

/** `1,200` and `1200` are one number, and so are `3.50` and `3.5`. */
function plainFigures(figures: string): string {
  const plain = figures.replace(/,(?=\p{N}{3}(?!\p{N}))/gu, "");
  return /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(plain) ? String(Number(plain)) : plain;
}
