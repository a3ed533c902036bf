import { ordinalOf, valueByNumberWord } from "../number-words.ts";

const MONTHS: Readonly<Record<string, string>> = {
  Jan: "January",
  Feb: "February",
  Mar: "March",
  Apr: "April",
  Aug: "August",
  Sep: "September",
  Sept: "September",
  Oct: "October",
  Nov: "November",
  Dec: "December",
};

/** Spellings that mean the same to every reader, and what they are compared as. */
const SPELLINGS: readonly (readonly [RegExp, string | ((...found: string[]) => string)])[] = [
  [/\bTV\b/g, "television"],
  [/\bE\.?U\b\.?(?=\W|$)/g, "European Union"],
  [/\bU\.?N\b\.?(?=\W|$)/g, "United Nations"],
  [/\bnon-(?=\p{Ll})/gu, "non"],
  [
    /\b(Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?(?= \d)|(?<=\d )(Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?/g,
    (found) => MONTHS[found.replace(".", "")] ?? found,
  ],
  [
    /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(\p{Ll}+)\b/giu,
    (found, tens, ones) => String(rankOf(tens, ones) ?? found),
  ],
];

/** The text with one spelling of each: `TV`, `Feb. 6`, `EU`, `non-invasive` and "twenty-first" as their long or short forms. */
export function spellAlike(text: string): string {
  return SPELLINGS.reduce(
    (spelled, [pattern, spelling]) =>
      typeof spelling === "string" ? spelled.replace(pattern, spelling) : spelled.replace(pattern, spelling),
    text,
  );
}

/** `21st` for "twenty-first". */
function rankOf(tens = "", ones = ""): string | undefined {
  const ten = valueByNumberWord.get(tens.toLowerCase());
  const rank = ordinalOf(ones.toLowerCase());
  if (ten === undefined || rank === undefined || rank > 9) return undefined;
  return `${ten + rank}${["th", "st", "nd", "rd"][rank] ?? "th"}`;
}
