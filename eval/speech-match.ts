import type { Span } from "../src/articles/article.ts";

/** Somebody's statement where it stands in an article; parts may stand apart from each other. */
export interface SpokenSpans {
  readonly speaker: readonly Span[];
  readonly content: readonly Span[];
}

/** Two contents are the same statement when they share this much of what either of them covers. */
const MIN_OVERLAP = 0.5;

/** Which marked statement each found one is (its index), best overlaps first, each at most once. */
export function matchStatements(
  found: readonly SpokenSpans[],
  marked: readonly SpokenSpans[],
): (number | undefined)[] {
  const pairs = found.flatMap((one, foundAt) =>
    marked.flatMap((other, markedAt) => {
      const overlap = overlapOf(one.content, other.content);
      return overlap >= MIN_OVERLAP && touches(one.speaker, other.speaker)
        ? [{ foundAt, markedAt, overlap }]
        : [];
    }),
  );
  const matches = new Map<number, number>();
  const taken = new Set<number>();
  for (const { foundAt, markedAt } of pairs.toSorted((a, b) => b.overlap - a.overlap)) {
    if (matches.has(foundAt) || taken.has(markedAt)) continue;
    matches.set(foundAt, markedAt);
    taken.add(markedAt);
  }
  return found.map((_, at) => matches.get(at));
}

/** How much two sets of spans share of all that they cover: 0 to 1. */
export function overlapOf(one: readonly Span[], other: readonly Span[]): number {
  const shared = one
    .flatMap((a) => other.map((b) => Math.min(a.end, b.end) - Math.max(a.start, b.start)))
    .reduce((sum, length) => sum + Math.max(0, length), 0);
  return shared / (lengthOf(one) + lengthOf(other) - shared);
}

/** Whether some characters belong to both. */
export function touches(one: readonly Span[], other: readonly Span[]): boolean {
  return one.some((a) => other.some((b) => a.start < b.end && b.start < a.end));
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}
