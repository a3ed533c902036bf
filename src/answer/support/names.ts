import { capitalizeCountries, findCountryNames } from "../../articles/countries.ts";
import { findWords, isStopWord, stemOf } from "../../retrieval/words.ts";
import { findDomains } from "../addresses.ts";
import { WEEKDAYS } from "./date-names.ts";
import { OPENERS } from "./source-words.ts";

const NAME = /(?:\p{Lu}\.){2,}|(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}’'-]*(?:\.\p{Nd}+)*/gu;

/** Who is said to have spoken is a name, even where every word has a capital: at a sentence's start. */
const SPEAKS =
  /^\s+(?:(?:has|had|have|also)\s+)?(?:said|says?|told|announced|reported|warned|claimed|denied|confirmed|added|insisted|stated|declared|argued)\b/;

/**
 * The first proper name or domain of a statement that its evidence does not hold. A country may have any of its names, but
 * a place that stands for its government has to be named itself: "Oman" holds for "Muscat", not the other way.
 * Initials hold for words that begin so.
 */
export function findMissingName(statement: string, evidenceText: string): string | undefined {
  const domain = findDomains(statement).find((found) => !evidenceText.includes(found));
  if (domain) return domain;
  const known = new Set(findWords(evidenceText).map(({ stem }) => stem));
  const countries = new Set(findCountryNames(capitalizeCountries(evidenceText)).map(({ code }) => code));
  const isKnown = (name: string) =>
    findWords(name).every(({ text, stem }) => isStopWord(text) || known.has(stem));
  const countryNames = findCountryNames(statement);
  const missing = countryNames.find(
    ({ name, code, isSeat }) => !isKnown(name) && (isSeat || !countries.has(code)),
  );
  if (missing) return missing.name;

  const isCountry = (at: number) =>
    countryNames.some(({ name, index }) => index <= at && at < index + name.length);
  const isPartKnown = (part: string) =>
    isStopWord(part) || known.has(stemOf(part)) || known.has(stemOf(part.replace(/(?<=[ht])ern$/i, "")));
  const initials = initialsOf(`${evidenceText}\n${statement}`);
  for (const { 0: word, index } of statement.matchAll(NAME)) {
    const name = word.replace(/[’']s?$/, "");
    const parts = name.split(/[-’'.]/).filter(Boolean);
    if (WEEKDAYS.includes(name) || isCountry(index) || isKnown(name) || parts.every(isPartKnown)) continue;
    if (name.length >= MIN_INITIALS && isInitials(name) && initials.includes(name)) continue;
    if (opensSentence(statement, index) && !looksLikeName(statement.slice(index + name.length), name))
      continue;
    return name;
  }
  return undefined;
}

/** Two words that begin with two given letters stand in any text. */
const MIN_INITIALS = 3;

function isInitials(name: string): boolean {
  return /^\p{Lu}{2,}$/u.test(name);
}

/** What the words of a text begin with, in one row. */
function initialsOf(text: string): string {
  return findWords(text)
    .map((word) => word.text.charAt(0).toUpperCase())
    .join("");
}

function opensSentence(text: string, index: number): boolean {
  return /(?:^|[.!?:]\s*)["“‘'(]*\s*$/.test(text.slice(0, index));
}

/** At a sentence's start capitals prove nothing, unless another one follows, a possessive, or a verb of speech. */
function looksLikeName(after: string, name: string): boolean {
  if (OPENERS.test(name)) return false;
  return /^(?:[’']s\b|\s+\p{Lu})/u.test(after) || SPEAKS.test(after) || isInitials(name);
}
