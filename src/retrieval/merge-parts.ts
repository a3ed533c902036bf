import type { Hit } from "../store/store.ts";
import type { RankedHit } from "./fuse.ts";

/**
 * What the whole question's BM25 counts in the search for one of its parts: it says what the part is about.
 * MultiHop-RAG (half of the development questions): at .1, .2 and .3 all of the evidence is found for .440, .438 and
 * .425 of them, any of it for .963, .970 and .968.
 */
const WHOLE_WEIGHT = 0.2;

/**
 * How far a part falls behind that is matched less well than the best one: at 0 the best passage of each has the same
 * score, at 1 the scores stand as they are. MultiHop-RAG's development half, all of the evidence and mean reciprocal
 * rank: .450 and .718 at 0, .454 and .740 at .15, .435 and .739 at .3, .363 and .733 at 1.
 */
const STRENGTH = 0.15;

/** What a part found and what the whole question found, in one ranking, best first. */
export function addWhole(part: readonly Hit[], whole: readonly Hit[]): Hit[] {
  const ofPart = new Map(part.map((hit) => [hit.passage.id, hit.score]));
  const ofWhole = new Map(whole.map((hit) => [hit.passage.id, hit.score]));
  const hits = new Map([...whole, ...part].map((hit) => [hit.passage.id, hit]));
  return [...hits]
    .map(([id, hit]) => {
      const score = (1 - WHOLE_WEIGHT) * (ofPart.get(id) ?? 0) + WHOLE_WEIGHT * (ofWhole.get(id) ?? 0);
      return { ...hit, score };
    })
    .toSorted((a, b) => b.score - a.score);
}

/** One part's passages, ranked, and the BM25 of the best of them. */
export interface PartRanking {
  readonly ranked: readonly RankedHit[];
  readonly bestBm25: number;
}

/** The parts' rankings as one, best first: each passage counts for the part that it serves best, and names it. */
export function mergeParts(parts: readonly PartRanking[]): RankedHit[] {
  const strongest = Math.max(...parts.map(({ bestBm25 }) => bestBm25));
  const merged = new Map<string, RankedHit>();
  for (const [part, { ranked, bestBm25 }] of parts.entries()) {
    const top = ranked[0]?.score || 1;
    for (const hit of ranked) {
      const score = (hit.score / top) * (strongest > 0 ? (bestBm25 / strongest) ** STRENGTH : 1);
      const known = merged.get(hit.passage.id);
      if (!known || score > known.score) {
        merged.set(hit.passage.id, { ...hit, score, trace: { ...hit.trace, part } });
      }
    }
  }
  return [...merged.values()].toSorted((a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1));
}
