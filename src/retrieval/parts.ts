import { findCountries, namesOfCountry } from "../articles/countries.ts";
import type { Period } from "./periods.ts";
import { findPhrases, findTerms } from "./words.ts";

/** One of the things that a question asks about, with the outlets and dates that stand beside it. */
export interface Part {
  /** Distinct content words in lower case, in order, without those of outlets and dates. */
  readonly terms: readonly string[];
  readonly phrases: readonly string[];
  readonly synonyms: readonly string[];
  /** Those named in this part; all of the question's, when none is. */
  readonly outlets: readonly string[];
  readonly periods: readonly Period[];
}

/** Where one clause ends and another may begin; the comma of "1,200" is none. */
const BOUNDARY =
  /[,;:?!()–—](?!\d)|\s(?:and|or|but|while|whereas|after|before|when|as well as|compared (?:to|with)|in contrast (?:to|with)|versus)\s/gi;

/**
 * A clause of fewer content words is searched with the next one. On MultiHop-RAG's development half all of the
 * evidence is found for .431, .435, .422 and .413 of the questions at 3, 4, 5 and 6; on everyday questions
 * (realtimeqa-2022), which have one subject, 3 tears them apart: the right article is among the first four for 90 of
 * 121, and for 93 at 4, as with no parts at all.
 */
const MIN_TERMS = 4;

/** Each is a search: what comes after belongs to the last. Of MultiHop-RAG's questions none has more than 7. */
const MAX_PARTS = 8;

/** What neither a word nor a boundary is made of. */
const MASK = "·";

/** The parts of a question, in order; none when it asks about one thing only. Outlets and dates are not cut apart. */
export function findParts(text: string, named: Pick<Part, "outlets" | "periods">): Part[] {
  const masked = maskNames(text, named);
  const cuts = [...masked.matchAll(BOUNDARY)].map(({ index }) => index);
  const clauses = [0, ...cuts].map((start, index) => ({ start, end: cuts[index] ?? text.length }));
  const spans = joinShort(clauses, (span) => findTerms(masked.slice(span.start, span.end)).length);
  if (spans.length < 2) return [];
  return spans.slice(0, MAX_PARTS).map((span, index) => {
    const start = span.start;
    const end = index === MAX_PARTS - 1 ? text.length : span.end;
    const clause = text.slice(start, end);
    const terms = findTerms(masked.slice(start, end));
    const outlets = named.outlets.filter((outlet) => clause.includes(outlet));
    const periods = named.periods.filter((period) => clause.includes(period.text));
    return {
      terms,
      phrases: findPhrases(masked.slice(start, end)),
      synonyms: findSynonyms(clause, terms),
      outlets: outlets.length > 0 ? outlets : named.outlets,
      periods: periods.length > 0 ? periods : named.periods,
    };
  });
}

/** The other names of the countries that a text names: Oman for "Omani", and the other way. */
export function findSynonyms(text: string, terms: readonly string[]): string[] {
  const names = [...findCountries(text)].flatMap(namesOfCountry).map((name) => name.toLowerCase());
  return names.filter((name) => !terms.includes(name));
}

/** "The Independent - Life and Style" and "October 7, 2023" are no clauses, and their words are not searched for. */
export function maskNames(text: string, { outlets, periods }: Pick<Part, "outlets" | "periods">): string {
  return [...outlets, ...periods.map((period) => period.text)]
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, name) => masked.replaceAll(name, MASK.repeat(name.length)), text);
}

interface Clause {
  readonly start: number;
  readonly end: number;
}

/** A short clause belongs to the one that follows; the last one, to the one before. */
function joinShort(clauses: readonly Clause[], countTerms: (clause: Clause) => number): Clause[] {
  const joined: Clause[] = [];
  let isOpen = false;
  for (const clause of clauses) {
    const last = joined.at(-1);
    const next: Clause = last && isOpen ? { start: last.start, end: clause.end } : clause;
    if (isOpen) joined.pop();
    joined.push(next);
    isOpen = countTerms(next) < MIN_TERMS;
  }
  const [beforeLast, last] = [joined.at(-2), joined.at(-1)];
  if (!isOpen || !beforeLast || !last) return joined;
  return [...joined.slice(0, -2), { start: beforeLast.start, end: last.end }];
}
