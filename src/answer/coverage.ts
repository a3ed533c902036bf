import { findCountries, namesOfCountry } from "../articles/countries.ts";
import type { Retrieval } from "../retrieval/retrieve.ts";
import { findWords, stemOf } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";

/**
 * What one passage must hold together for a question to count as covered: half of the question's names, each of them
 * whole, and half of its words, all by rarity. Measured offline on the development halves: of MultiHop-RAG's 185
 * unanswerable questions .90 are refused and of its 1,312 others .046 (names at .45: .86 and .043, at .55: .95 and
 * .08; with outlets that nobody here reads or names, .95 and .047); of 121 everyday questions (realtimeqa-2022) put to the wrong newsroom .50, put to the right one .02. With names
 * counted word by word, .02 fewer of the unanswerable are refused at the same cost.
 */
const MIN_SHARE = 0.5;

/**
 * A long question names more than one passage can hold: this many rare words of it are enough to share. At 6, 5 and 4
 * of MultiHop-RAG's answerable questions .073, .046 and .029 are wrongly refused; the others hardly change.
 */
const ENOUGH_RARE_WORDS = 5;

/** A name says more of what a question is about than another word of the same rarity. */
const NAME_FACTOR = 1.5;

export interface Coverage {
  readonly isCovered: boolean;
  /** The question's words that the best passage lacks, rarest first. */
  readonly missing: readonly string[];
}

/** Whether some passage holds enough of what the question names. Outlets and dates are judged by their articles. */
export function findCoverage({ interpretation, hits, rarity }: Retrieval): Coverage {
  const aside = new Set(
    [...interpretation.outlets, ...interpretation.periods.map(({ text }) => text)].flatMap(stemsOf),
  );
  const names = new Set(interpretation.names.flatMap(stemsOf));
  const terms = interpretation.terms.filter((term) => !aside.has(stemOf(term)));
  const wholeNames = interpretation.names
    .map((name) => stemsOf(name).filter((stem) => rarity.has(stem) && !aside.has(stem)))
    .filter((stems) => stems.length > 0);

  const weigh = (words: readonly string[]) =>
    words.reduce((sum, word) => {
      const weight = rarity.get(stemOf(word)) ?? 0;
      return sum + (names.has(stemOf(word)) ? NAME_FACTOR * weight : weight);
    }, 0);
  const weighNames = (held: readonly (readonly string[])[]) =>
    held.reduce((sum, stems) => sum + Math.max(...stems.map((stem) => rarity.get(stem) ?? 0)), 0);
  const rarest = Math.max(0, ...rarity.values());
  const needed = MIN_SHARE * Math.min(weigh(terms), ENOUGH_RARE_WORDS * rarest);

  const judged = hits.map((hit) => {
    const stems = stemsOfHit(hit);
    const held = weigh(terms.filter((term) => stems.has(stemOf(term))));
    const heldNames = wholeNames.filter((name) => name.every((stem) => stems.has(stem)));
    return { stems, held, holdsNames: weighNames(heldNames) >= MIN_SHARE * weighNames(wholeNames) };
  });
  const unread = interpretation.unknownOutlets.filter(
    (outlet) => !judged.some(({ stems }) => stemsOf(outlet).every((stem) => stems.has(stem))),
  );
  const best = judged.toSorted((a, b) => b.held - a.held)[0];
  const unreadStems = new Set(unread.flatMap(stemsOf));
  const missing = terms
    .filter((term) => !best?.stems.has(stemOf(term)) && !unreadStems.has(stemOf(term)))
    .toSorted((a, b) => (rarity.get(stemOf(b)) ?? 0) - (rarity.get(stemOf(a)) ?? 0));
  const isCovered =
    terms.length > 0 &&
    unread.length === 0 &&
    judged.some(({ holdsNames }) => holdsNames) &&
    judged.some(({ held }) => held >= needed);
  return { isCovered, missing: [...unread, ...missing] };
}

/** A country under one of its names is there under all of them. */
function stemsOfHit({ passage, article }: Hit): Set<string> {
  const text = `${article.title} ${article.outlet} ${passage.text}`;
  const countryNames = [...findCountries(text)].flatMap(namesOfCountry);
  return new Set(stemsOf(`${text} ${countryNames.join(" ")}`));
}

function stemsOf(text: string): string[] {
  return findWords(text).map(({ stem }) => stem);
}
