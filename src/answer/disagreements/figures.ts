import { contentStems, findWords, isStopWord } from "../../retrieval/words.ts";
import { factorByScale, valueByNumberWord } from "../number-words.ts";

/** A number of a sentence, and what it counts. */
export interface Figure {
  /** As it stands there: `at least 14`, `$3.5bn`. */
  readonly text: string;
  /** Where in the sentence. */
  readonly at: number;
  /** The words behind it, or where there are none before it: `people were killed`. */
  readonly counted: string;
  readonly value: number;
  /** A currency's sign, `%`, or nothing for a count. */
  readonly unit: string;
  /** Whether it is more or less so: `about`, or a bound. */
  readonly isRough: boolean;
  /** Stems of what it counts. */
  readonly nouns: ReadonlySet<string>;
}

const ROUGH =
  "about|around|some|roughly|approximately|nearly|almost|close to|an estimated|at least|more than|over|up to|as many as|as much as|fewer than|less than|under";
const FIGURE = new RegExp(
  `(?<![\\p{L}\\p{N}.,:$£€-])(?:(${ROUGH})\\s+)?([$£€])?(\\d+(?:,\\d{3})*(?:\\.\\d+)?|${[...valueByNumberWord.keys()].join("|")}|a(?= dozen| hundred| thousand| million| billion))(?:[\\s-]?(${[...factorByScale.keys()].join("|")})\\b)?(\\s?%|\\s(?:percent|per cent)\\b)?(?![\\p{L}\\p{N}]|[.,:/–-]\\p{N}|-\\p{L}|(?:st|nd|rd|th)\\b)`,
  "giu",
);

/** What a number counts stands before the next of these. */
const NOUN_END =
  /[,.;:!?()“”"–—]|\s(?:in|at|on|from|after|when|during|by|for|to|with|and|as|of|than|while|since|before|because|that|who|which|it|he|she|they|is|said)\s/i;
const MAX_NOUN_WORDS = 5;

/** The numbers of a sentence that count or measure something. Years, ages, scores, ranks and clock times do not. */
export function findFigures(sentence: string): Figure[] {
  return [...sentence.matchAll(FIGURE)].flatMap((match) => {
    const [text = "", rough, currency, digits = "", scale, percent] = match;
    const unit = currency ?? (percent ? "%" : "");
    const before = sentence.slice(0, match.index);
    const after = sentence.slice(match.index + text.length);
    const counted = wordsBehind(after);
    const nouns = new Set([...contentStems(counted)].map(plainStem));
    const isYear = /^(?:19|20)\d\d$/.test(digits) && !scale && unit === "";
    if (isYear || CLOCK.test(after) || (unit === "" && nouns.size === 0)) return [];
    if (unit !== "") for (const stem of stemsBefore(before)) nouns.add(stem);
    else if (CASUALTY.has(lastStem(before))) nouns.add(lastStem(before));
    const isRough = rough !== undefined;
    return [
      {
        text,
        at: match.index,
        counted: counted || wordsBefore(before),
        value: numberOf(digits, scale),
        unit,
        isRough,
        nouns,
      },
    ];
  });
}

/** Every number of a text, whatever it counts. */
export function findValues(text: string): Set<number> {
  return new Set([...text.matchAll(FIGURE)].map(({ 3: digits = "", 4: scale }) => numberOf(digits, scale)));
}

function numberOf(digits: string, scale: string | undefined): number {
  const plain = digits.toLowerCase();
  const base = plain === "a" ? 1 : (valueByNumberWord.get(plain) ?? Number(plain.replaceAll(",", "")));
  return base * (factorByScale.get(scale?.toLowerCase() ?? "") ?? 1);
}

/** "9.30 GMT", "5 pm". */
const CLOCK = /^\s*(?:GMT|UTC|[BCE]ST|[EP][SD]?T|[ap]\.?m\b|o[’']clock)/i;

function wordsBehind(after: string): string {
  const clause = after.split(NOUN_END)[0] ?? "";
  return clause.trim().split(/\s+/).slice(0, MAX_NOUN_WORDS).join(" ");
}

/** As far before an amount as what it is an amount of may stand. */
const MAX_WORDS_BEFORE = 4;
const CLAUSE_END = /[,.;:!?()“”"–—]/;

function wordsBefore(before: string): string {
  const clause = before.split(CLAUSE_END).at(-1) ?? "";
  return clause.trim().split(/\s+/).slice(-MAX_WORDS_BEFORE).join(" ");
}

function stemsBefore(before: string): string[] {
  const clause = before.split(CLAUSE_END).at(-1) ?? "";
  const words = findWords(clause).filter(({ text }) => !isStopWord(text));
  return words.slice(-MAX_WORDS_BEFORE).map(({ stem }) => plainStem(stem));
}

const lastStem = (before: string) => plainStem(findWords(before).at(-1)?.stem ?? "");

/** The dead and the hurt of the news have several names each. */
const SAME_STEM = new Map([
  ...["dead", "di", "death", "fatal", "kill"].map((stem) => [stem, "kill"] as const),
  ...["injur", "wound", "hurt"].map((stem) => [stem, "injur"] as const),
]);
const CASUALTY: ReadonlySet<string> = new Set(SAME_STEM.values());
/** A stem, and for those names of the dead and the hurt one of them. */
export const plainStem = (stem: string) => SAME_STEM.get(stem) ?? stem;
