import { findCountryNames } from "../articles/countries.ts";
import { findWords, isStopWord, stemOf } from "../retrieval/words.ts";

const NAME = /(?:\p{Lu}\.){2,}|\p{Lu}[\p{L}\p{M}\p{N}’'-]*/gu;

/** Who is said to have spoken is a name, even where every word has a capital: at a sentence's start. */
const SPEAKS =
  /^\s+(?:(?:has|had|have|also)\s+)?(?:said|says?|told|announced|reported|warned|claimed|denied|confirmed|added|insisted|stated|declared|argued)\b/;

/**
 * The first proper name of a statement that its evidence does not hold. A country may have any of its names, but
 * a place that stands for its government has to be named itself: "Oman" holds for "Muscat", not the other way.
 */
export function findMissingName(
  statement: string,
  evidenceText: string,
  known: ReadonlySet<string>,
): string | undefined {
  const countries = new Set(findCountryNames(evidenceText).map(({ code }) => code));
  const isKnown = (name: string) =>
    findWords(name).every(({ text, stem }) => isStopWord(text) || known.has(stem));
  const countryNames = findCountryNames(statement);
  const missing = countryNames.find(
    ({ name, code, isSeat }) => !isKnown(name) && (isSeat || !countries.has(code)),
  );
  if (missing) return missing.name;

  const isCountry = (at: number) =>
    countryNames.some(({ name, index }) => index <= at && at < index + name.length);
  for (const { 0: word, index } of statement.matchAll(NAME)) {
    const name = word.replace(/[’']s?$/, "");
    const parts = name.split(/[-’']/).filter(Boolean);
    if (isCountry(index) || parts.every((part) => isStopWord(part) || known.has(stemOf(part)))) continue;
    if (opensSentence(statement, index) && !looksLikeName(statement.slice(index + name.length), name))
      continue;
    return name;
  }
  return undefined;
}

function opensSentence(text: string, index: number): boolean {
  return /(?:^|[.!?:]\s*)["“‘'(]*\s*$/.test(text.slice(0, index));
}

/** At a sentence's start capitals prove nothing, unless another one follows, a possessive, or a verb of speech. */
function looksLikeName(after: string, name: string): boolean {
  return /^(?:[’']s\b|\s+\p{Lu})/u.test(after) || SPEAKS.test(after) || /^\p{Lu}{2,}$/u.test(name);
}
