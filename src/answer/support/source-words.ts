import { findCountryNames } from "../../articles/countries.ts";
import { findLines, findSentences } from "../../articles/sentences.ts";
import { findUnits } from "../../articles/speech/units.ts";
import { findWords, isStopWord, isTellingPreposition, type Word } from "../../retrieval/words.ts";
import { stemOfForm } from "./irregular.ts";

/** Words that open a sentence, and say nothing that a source could. */
export const OPENERS =
  /^(?:Although|However|Meanwhile|Additionally|Also|Since|Despite|Unlike|Like|Yet|Still|Therefore|Moreover|Furthermore|Later|Earlier|Today|Yesterday|Among|Instead|Thus|Besides|Finally)$/;

/** A word of a text, with the sentence it stands in. */
export interface PlacedWord extends Pick<Word, "text" | "stem"> {
  readonly sentence: number;
  /** Counts sentences that one quotation joins as one. */
  readonly unit: number;
  readonly isStop: boolean;
}

/** A text as a row of words. */
export interface WordRow {
  readonly words: readonly PlacedWord[];
  /** Where each stem stands, as indexes into `words`, in order. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Reads texts as one row; the last sentence of one is no neighbour of the first of the next. */
export function readWords(texts: readonly string[]): WordRow {
  const words: PlacedWord[] = [];
  const places = new Map<string, number[]>();
  let sentence = 0;
  let unit = 0;
  for (const text of texts) {
    const plain = closeUpFigures(text);
    const units = findLines(plain).flatMap((line) => findUnits(plain, line));
    const starts = new Set(units.map(({ start }) => start));
    for (const { start, end } of findSentences(plain)) {
      if (starts.has(start)) unit += 1;
      for (const word of findNamedWords(plain.slice(start, end))) {
        const known = places.get(word.stem);
        if (known) known.push(words.length);
        else places.set(word.stem, [words.length]);
        words.push({ ...word, sentence, unit });
      }
      sentence += 1;
    }
    sentence += 1;
  }
  return { words, places };
}

/** The words of a sentence; a country's name is one, by whichever name. */
function findNamedWords(text: string): Omit<PlacedWord, "sentence" | "unit">[] {
  const countries = findCountryNames(text).filter(({ isSeat }) => !isSeat);
  return findWords(text).flatMap((found) => {
    const { text: word, start } = found;
    const country = countries.find(({ name, index }) => index <= start && start < index + name.length);
    if (!country) {
      const isStop = (isStopWord(word) && !isTellingPreposition(word)) || OPENERS.test(word);
      return { text: word, stem: stemOfForm(found), isStop };
    }
    return country.index === start ? { text: country.name, stem: country.code, isStop: false } : [];
  });
}

/** The words of the sentence that a word stands in. */
export function sentenceOf(words: readonly PlacedWord[], at: number): readonly PlacedWord[] {
  return wordsAround(words, at, "sentence");
}

/** As `sentenceOf`, with the other sentences of a quotation that it stands in, and who says it. */
export function unitOf(words: readonly PlacedWord[], at: number): readonly PlacedWord[] {
  return wordsAround(words, at, "unit");
}

function wordsAround(words: readonly PlacedWord[], at: number, part: "sentence" | "unit") {
  const number = words[at]?.[part];
  if (number === undefined) return [];
  let [start, end] = [at, at + 1];
  while (words[start - 1]?.[part] === number) start -= 1;
  while (words[end]?.[part] === number) end += 1;
  return words.slice(start, end);
}

/** Digits in a circle or raised, behind no letter: `⑨`, `⁹⁹`, but not `m²` nor a footnote's mark. */
const FANCY_DIGITS = /(?<![\p{L}\p{N}])[\p{No}--[\u00BC-\u00BE\u2150-\u215F\u2189]]+/gv;

/** `235, 000` and `1. 3 billion` are how taken-apart texts write 235,000 and 1.3 billion, and `⑨` is a 9. */
export function closeUpFigures(text: string): string {
  return text
    .replace(FANCY_DIGITS, (digits) => digits.normalize("NFKC"))
    .replace(/(?<=\p{Nd}), (?=\p{Nd}{3}(?!\p{Nd}))/gu, ",")
    .replace(/(?<=\p{Nd})\. (?=\p{Nd})/gu, ".");
}

/** What is no part of what a statement says: the number of its source (`[3]`) and of its item in a list (`2. `). */
export function withoutMarkers(statement: string): string {
  return statement.replace(/\[\p{Nd}+\]/gu, " ").replace(/^[^\S\n]*\p{Nd}{1,2}\.\s/gmu, "");
}
