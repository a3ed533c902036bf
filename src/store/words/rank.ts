import { createBest } from "../best.ts";
import { WORD_WEIGHTS } from "../ranking.ts";
import { type Match, matchTerm, measure, type Shelf, type Term, type Weighed } from "./match.ts";

/** A passage by its place. */
export interface Place {
  /** Which of the shelves. */
  readonly shelf: number;
  /** The article's number in its scope. */
  readonly article: number;
  readonly position: number;
  readonly score: number;
}

/**
 * The passages that match the terms best, best first: BM25 of the passage, and a share of its whole article's. How rare
 * a term is, and how long texts are, is counted over all that the reader may see.
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the weights of title,
 * outlet and date go into one frequency (section 3.6).
 */
export function rankWords(
  shelves: readonly Shelf[],
  terms: readonly Term[],
  limit: number,
): readonly Place[] {
  const sizes = measure(shelves);
  const scores = shelves.map(({ catalog }) => ({
    passages: new Float64Array(catalog.passageLengths.length),
    articles: new Float64Array(catalog.numbers.length),
  }));
  for (const term of terms) {
    const matches = shelves.map((shelf) => matchTerm(shelf, term, sizes));
    const rarity = rarityOf(sizes.passages, total(matches, "passageCount"));
    const articleRarity = rarityOf(sizes.articles, total(matches, "articleCount"));
    matches.forEach(({ passages, articles }, at) => {
      addScores(scores[at]?.passages, passages, rarity);
      addScores(scores[at]?.articles, articles, articleRarity);
    });
  }
  const best = createBest<Place>(limit);
  shelves.forEach(({ catalog }, shelf) => {
    catalog.numbers.forEach((article, index) => {
      const first = catalog.firstPassages[index] ?? 0;
      const end = catalog.firstPassages[index + 1] ?? 0;
      const share = WORD_WEIGHTS.article * (scores[shelf]?.articles[index] ?? 0);
      for (let passage = first; passage < end; passage += 1) {
        const score = scores[shelf]?.passages[passage] ?? 0;
        if (score > 0 && score + share > best.floor()) {
          best.add({ shelf, article, position: passage - first, score: score + share });
        }
      }
    });
  });
  return best.list();
}

/** In how many of the passages that the reader may see each term stands, and how many there are. */
export function countTerms(shelves: readonly Shelf[], terms: readonly Term[]) {
  const sizes = measure(shelves);
  return {
    passages: sizes.passages,
    counts: terms.map((term) => {
      const matches = shelves.map((shelf) => matchTerm(shelf, term, sizes));
      return total(matches, "passageCount");
    }),
  };
}

function addScores(scores: Float64Array | undefined, weighed: Weighed, rarity: number): void {
  if (!scores) return;
  for (let at = 0; at < weighed.length; at += 2) {
    const index = weighed[at] ?? 0;
    scores[index] = (scores[index] ?? 0) + rarity * (weighed[at + 1] ?? 0);
  }
}

/** A word that stands in more than half of the texts says next to nothing, but never speaks against one. */
const LEAST_RARITY = 1e-6;

function rarityOf(all: number, having: number): number {
  return Math.max(LEAST_RARITY, Math.log((all - having + 0.5) / (having + 0.5)));
}

function total(matches: readonly Match[], count: "passageCount" | "articleCount"): number {
  return matches.reduce((sum, match) => sum + match[count], 0);
}
