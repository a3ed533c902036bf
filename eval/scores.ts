/** How good a ranking is, all between 0 and 1, higher is better. */
export interface RankingScores {
  /** 1 when a piece of evidence stands among the first 4, the first 10. */
  readonly hitsAt4: number;
  readonly hitsAt10: number;
  /** 1 when every piece stands among the first 10. */
  readonly allAt10: number;
  /** Which share of the pieces does. */
  readonly shareAt10: number;
  readonly mapAt10: number;
  readonly mrrAt10: number;
  readonly ndcgAt10: number;
}

/** How many passages count. */
export const RANKS = 10;

/**
 * Scores a ranking, of which `found[i]` are the pieces of evidence that the passage at rank `i + 1` holds. Hits, MAP
 * and MRR as MultiHop-RAG's `retrieval_evaluate.py` computes them: in MAP a piece counts where it is first found, with
 * the number of new pieces over the rank. nDCG has binary gain: a passage holds evidence or not.
 */
export function scoreRanking(found: readonly ReadonlySet<number>[], pieces: number): RankingScores {
  const ranked = found.slice(0, RANKS);
  const first = ranked.findIndex(({ size }) => size > 0) + 1;
  const seen = new Set<number>();
  let precisions = 0;
  let gain = 0;
  ranked.forEach((held, index) => {
    const before = seen.size;
    for (const piece of held) seen.add(piece);
    precisions += (seen.size - before) / (index + 1);
    if (held.size > 0) gain += discount(index);
  });
  const bestGain = sum(Array.from({ length: Math.min(pieces, RANKS) }, (_, index) => discount(index)));
  return {
    hitsAt4: first > 0 && first <= 4 ? 1 : 0,
    hitsAt10: first > 0 ? 1 : 0,
    allAt10: seen.size === pieces ? 1 : 0,
    shareAt10: seen.size / pieces,
    mapAt10: precisions / Math.min(pieces, RANKS),
    mrrAt10: first > 0 ? 1 / first : 0,
    ndcgAt10: Math.min(1, gain / bestGain),
  };
}

function discount(index: number): number {
  return 1 / Math.log2(index + 2);
}

/** What was said of something, and what is so. */
export interface Judged {
  readonly isTrue: boolean;
  readonly isAccepted: boolean;
}

/** The mean of the two classes' recalls: .5 is guessing, 1 is perfect. NaN when a class is empty. */
export function balancedAccuracy(judged: readonly Judged[]): number {
  const recall = (isTrue: boolean) => {
    const ofClass = judged.filter((one) => one.isTrue === isTrue);
    return ofClass.filter((one) => one.isAccepted === isTrue).length / ofClass.length;
  };
  return (recall(true) + recall(false)) / 2;
}

/** The value that this share of the values does not exceed (nearest rank); NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** NaN for no values. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Whether one of the short answers occurs in a text, case and punctuation folded. */
export function containsAnswer(text: string, answers: readonly string[]): boolean {
  const folded = foldText(text);
  return answers.map(foldText).some((answer) => answer !== "" && folded.includes(answer));
}

/** Letters and digits in lower case, with one space between words. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Whether a passage holds a piece of evidence: its text without white space and case. */
export function holdsText(passage: string, evidence: string): boolean {
  return squeeze(passage).includes(squeeze(evidence));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "").toLowerCase();
}
