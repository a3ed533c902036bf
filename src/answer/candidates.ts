import type { Span } from "../articles/article.ts";
import { endsSentence } from "../articles/sentences.ts";
import { contentStems, findWords } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";
import { holdsAddress } from "./addresses.ts";

/** A sentence that an answer may quote. */
export interface Candidate {
  readonly hit: Hit;
  /** In the article's body. */
  readonly span: Span;
  readonly text: string;
  /** Higher is better. */
  readonly score: number;
  readonly stems: ReadonlySet<string>;
}

/** A sentence that matches the question less than this share of the best one is filler. */
const MIN_SHARE_OF_BEST = 0.6;

/** What the rank of its passage or article is worth beside a sentence's own share of the question's words. */
export const HIT_WEIGHT = 0.25;

/** Not a heading, a byline or a link line: four words, a full stop, and no address. */
export function isSentence(text: string): boolean {
  return endsSentence(text) && findWords(text).length >= 4 && !holdsAddress(text);
}

/** A sentence of a hit's article, scored by its share of the question's words. */
export function candidateOf(hit: Hit, span: Span, rarity: ReadonlyMap<string, number>): Candidate {
  const text = hit.passage.text.slice(span.start - hit.passage.start, span.end - hit.passage.start);
  const stems = contentStems(text);
  return { hit, span, text, stems, score: share(stems, rarity) };
}

/** How much of the question, by its words' rarity, some words hold: 0 to 1. */
export function share(stems: ReadonlySet<string>, rarity: ReadonlyMap<string, number>): number {
  let all = 0;
  let held = 0;
  for (const [stem, weight] of rarity) {
    all += weight;
    if (stems.has(stem)) held += weight;
  }
  return all === 0 ? 0 : held / all;
}

/** Without those that match far less than the best. */
export function keepNearBest(candidates: readonly Candidate[]): Candidate[] {
  const best = Math.max(0, ...candidates.map(({ score }) => score));
  return candidates.filter(({ score }) => score >= best * MIN_SHARE_OF_BEST);
}
