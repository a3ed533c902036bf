import type { RankedHit } from "./fuse.ts";
import { jaccard } from "./similarity.ts";
import { findWords } from "./words.ts";

/** Two passages that share this much of their words (Jaccard) are copies: one agency text under two names. */
const COPY_SIMILARITY = 0.8;

/**
 * One long article does not crowd out the others. Of 10 passages, 6 cost nothing on MultiHop-RAG, where evidence often
 * shares an article; 5 cost .006 of all-evidence and .009 of any, 3 cost .03, 2 cost .09.
 */
const MAX_PASSAGES_PER_ARTICLE = 6;

/**
 * Whoever prints much, or floods a question with its words, leaves room for others, where others have anything; whom the
 * question names is free. Of 10 passages, neither 6 nor 7 cost anything on MultiHop-RAG or realtimeqa-2022.
 */
const MAX_PASSAGES_PER_OUTLET = 6;

export interface DiversifyRequest {
  /** The outlets that the question names. */
  readonly outlets: readonly string[];
  /** Whether they take turns. */
  readonly takesTurns: boolean;
  readonly limit: number;
}

/** Keeps the best `limit` hits, each text once, with passages of every outlet that the question names. */
export function diversify(
  ranked: readonly RankedHit[],
  { outlets, takesTurns, limit }: DiversifyRequest,
): RankedHit[] {
  const inTurns = takesTurns ? takeTurns(ranked, outlets) : ranked;
  return leaveRoom(dropCopies(inTurns), outlets, limit);
}

/** What is over an outlet's share comes last, and only where nothing else is left. */
function leaveRoom(hits: Iterable<RankedHit>, outlets: readonly string[], limit: number): RankedHit[] {
  const kept: RankedHit[] = [];
  const spare: RankedHit[] = [];
  for (const hit of hits) {
    if (kept.length === limit) break;
    const { outlet } = hit.article;
    const ofOutlet = kept.filter(({ article }) => article.outlet === outlet).length;
    const isFull = ofOutlet >= MAX_PASSAGES_PER_OUTLET && !outlets.includes(outlet);
    (isFull ? spare : kept).push(hit);
  }
  return [...kept, ...spare].slice(0, limit);
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

function* dropCopies(ranked: readonly RankedHit[]): Generator<RankedHit> {
  const kept: { hit: RankedHit; text: Fingerprint }[] = [];
  for (const hit of ranked) {
    const text = fingerprintOf(hit.passage.text);
    const isCopy = kept.some(
      (other) => other.hit.article.id !== hit.article.id && isCopyOf(text, other.text),
    );
    const ofArticle = kept.filter((other) => other.hit.article.id === hit.article.id).length;
    if (isCopy || ofArticle >= MAX_PASSAGES_PER_ARTICLE) continue;
    kept.push({ hit, text });
    yield hit;
  }
}

interface Fingerprint {
  readonly words: ReadonlySet<string>;
  /** The numbers and the capitalised words: what a story is about. */
  readonly facts: ReadonlySet<string>;
}

/** "LONDON —": where a copy was filed is no fact of its story. */
const FILED_FROM = /^\p{Lu}[\p{Lu}\s,.]*[—–-]\s/u;

function fingerprintOf(text: string): Fingerprint {
  const words = findWords(text.replace(FILED_FROM, ""));
  const facts = words.filter((word) => /^[\p{Lu}\p{N}]/u.test(word.text));
  return { words: new Set(words.map(({ stem }) => stem)), facts: new Set(facts.map(({ stem }) => stem)) };
}

/** A text that has another number or name than the one before it is another report, however alike the words are. */
function isCopyOf(text: Fingerprint, other: Fingerprint): boolean {
  return jaccard(text.words, other.words) >= COPY_SIMILARITY && text.facts.isSubsetOf(other.facts);
}
