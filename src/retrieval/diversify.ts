import type { RankedHit } from "./fuse.ts";
import { jaccard } from "./similarity.ts";
import { findWords } from "./words.ts";

/** Two passages that share this much of their words (Jaccard) are copies: one agency text under two names. */
const COPY_SIMILARITY = 0.8;

/**
 * One long article does not crowd out the others. Of 10 passages, 5 cost nothing that could be told from noise on
 * MultiHop-RAG, where evidence often shares an article; 3 cost .015 of all-evidence.
 */
const MAX_PASSAGES_PER_ARTICLE = 5;

export interface DiversifyRequest {
  /** The outlets that the question names: they take turns. */
  readonly outlets: readonly string[];
  readonly limit: number;
}

/** Keeps the best `limit` hits, each text once, with passages of every outlet that the question names. */
export function diversify(ranked: readonly RankedHit[], { outlets, limit }: DiversifyRequest): RankedHit[] {
  return dropCopies(takeTurns(ranked, outlets), limit);
}

/**
 * With two outlets named, their best passages come alternately and before everybody else's, so that a question
 * that compares them gets both sides.
 */
function takeTurns(ranked: readonly RankedHit[], outlets: readonly string[]): readonly RankedHit[] {
  if (outlets.length < 2) return ranked;
  const queues = outlets.map((outlet) => ranked.filter(({ article }) => article.outlet === outlet));
  const others = ranked.filter(({ article }) => !outlets.includes(article.outlet));
  const rounds = Math.max(...queues.map((queue) => queue.length));
  const inTurns = Array.from({ length: rounds }, (_, round) =>
    queues.flatMap((queue) => queue[round] ?? []).toSorted((a, b) => b.score - a.score),
  ).flat();
  return [...inTurns, ...others];
}

function dropCopies(ranked: readonly RankedHit[], limit: number): RankedHit[] {
  const kept: { hit: RankedHit; words: Set<string> }[] = [];
  for (const hit of ranked) {
    if (kept.length === limit) break;
    const words = new Set(findWords(hit.passage.text).map(({ stem }) => stem));
    const isCopy = kept.some(
      (other) => other.hit.article.id !== hit.article.id && jaccard(other.words, words) >= COPY_SIMILARITY,
    );
    const ofArticle = kept.filter((other) => other.hit.article.id === hit.article.id).length;
    if (!isCopy && ofArticle < MAX_PASSAGES_PER_ARTICLE) kept.push({ hit, words });
  }
  return kept.map(({ hit }) => hit);
}
