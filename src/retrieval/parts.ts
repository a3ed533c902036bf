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

type Named = Pick<Part, "outlets" | "periods">;

/** Where one clause ends and another may begin; the comma of "1,200" is none. */
const BOUNDARY =
  /[,;:?!()–—](?!\d)|\s(?:and|or|but|while|whereas|after|before|when|as well as|compared (?:to|with)|in contrast (?:to|with)|versus)\s/gi;

/**
 * A clause of fewer content words is searched with the next one. A question that names outlets asks about several
 * reports, and is cut finer: at 4 all of the evidence is found for .432 of MultiHop-RAG's development questions, at 5
 * for .422. Everyday questions (realtimeqa-2022) have one subject and are torn apart by 4: the right article is among
 * the first ten for 104 of 121, and for 108 at 5, as with no parts at all.
 */
const MIN_TERMS = { withOutlets: 4, withoutOutlets: 5 } as const;

/** Each is a search: what comes after belongs to the last. Of MultiHop-RAG's questions none has more than 7. */
const MAX_PARTS = 8;

/** What neither a word nor a boundary is made of. */
const MASK = "·";

/** The parts of a question, in order; none when it asks about one thing only. Outlets and dates are not cut apart. */
export function findParts(text: string, named: Named): Part[] {
  const masked = maskNames(text, named);
  const cuts = [...masked.matchAll(BOUNDARY)].map(({ index }) => index);
  const clauses = [0, ...cuts].map((start, index) => {
    const end = cuts[index] ?? text.length;
    return { start, end, terms: new Set(findTerms(masked.slice(start, end))) };
  });
  const minTerms = named.outlets.length > 0 ? MIN_TERMS.withOutlets : MIN_TERMS.withoutOutlets;
  const spans = joinShort(clauses, ({ terms }) => terms.size < minTerms);
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
export function maskNames(text: string, { outlets, periods }: Named): string {
  return [...outlets, ...periods.map((period) => period.text)]
    .toSorted((a, b) => b.length - a.length)
    .reduce((masked, name) => masked.replaceAll(name, MASK.repeat(name.length)), text);
}

interface Clause {
  readonly start: number;
  readonly end: number;
  /** Read once: reading all of a clause again for each that joins it takes time squared. */
  readonly terms: ReadonlySet<string>;
}

const join = (one: Clause, next: Clause): Clause => ({
  start: one.start,
  end: next.end,
  terms: one.terms.union(next.terms),
});

/** A short clause belongs to the one that follows; the last one, to the one before. */
function joinShort(clauses: readonly Clause[], isShort: (clause: Clause) => boolean): Clause[] {
  const joined: Clause[] = [];
  let isOpen = false;
  for (const clause of clauses) {
    const last = joined.at(-1);
    const next = last && isOpen ? join(last, clause) : clause;
    if (isOpen) joined.pop();
    joined.push(next);
    isOpen = isShort(next);
  }
  const [beforeLast, last] = [joined.at(-2), joined.at(-1)];
  if (!isOpen || !beforeLast || !last) return joined;
  return [...joined.slice(0, -2), join(beforeLast, last)];
}
