import type { Span } from "../articles/article.ts";
import { blankOrders } from "../articles/orders.ts";
import { endsSentence, findLines, leansOnBefore } from "../articles/sentences.ts";
import { findUnits } from "../articles/speech/units.ts";
import type { RankedHit } from "../retrieval/fuse.ts";
import type { Retrieval } from "../retrieval/retrieve.ts";
import { contentStems } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";
import { share } from "./candidates.ts";

/** A hit with what a model reads of it. Quotes are looked for in the whole passage all the same. */
export interface Excerpt {
  readonly hit: Hit;
  /** Its passage's sentences in their order, `[…]` where some are left out. */
  readonly text: string;
}

/**
 * A sentence is worth its share of the question's words, less where its passage ranks lower; half of that goes to the
 * sentences beside it, a quarter to the next, and so on, and half of its title's worth to every sentence of a passage.
 * What is worth less than this share of the best sentence is left out. Of the 2,626 pieces of evidence in the ten
 * passages of MultiHop-RAG's development half 2,620 are still read at .1 and 2,606 at .12 (all that a question needs for
 * 563 and 556 of 567); of 968 short answers there, in both realtimeqa and in rgb-en, 965 and 964. At .1 that saves 14, 27,
 * 25 and 5 of 100 tokens of the passages. A regression over 17 features of a sentence, cross-validated, saves no more at
 * the same loss.
 */
const MIN_SHARE_OF_BEST = 0.1;

/**
 * Among few passages BM25's scores lie far apart and mean little: no passage counts for less than this share of the best
 * one. In newsrooms of some size that changes nothing.
 */
const MIN_RANK = 0.25;

/** What lies a step away gets this share. */
const LENT = 0.5;

const GAP = " […] ";

/**
 * What a model is to read of the hits, best first: without the orders to machines that stand in them, without the
 * sentences that are far from everything that the question names, and without the hits of which nothing is left.
 */
export function chooseExcerpts({ hits, rarity }: Pick<Retrieval, "hits" | "rarity">): Excerpt[] {
  const bestHit = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  const weighed = hits.map((hit) => weigh(hit, { rank: Math.max(hit.score / bestHit, MIN_RANK), rarity }));
  const least = MIN_SHARE_OF_BEST * Math.max(...weighed.flatMap(({ own }) => own), 0);
  return weighed.flatMap(({ hit, text, sentences, own, ofTitle }) => {
    // Where only its meaning was found, its words can't tell what matters: its embedder's weight does.
    const isByMeaning = hit.trace.lexical === 0 && hit.score >= MIN_SHARE_OF_BEST * bestHit;
    const isWhole = least === 0 || isByMeaning;
    const isWorthIt = own.map((_, at) => isWhole || Math.max(LENT * ofTitle, withLent(own, at)) >= least);
    const isLeaning = sentences.map(({ start, end }) => leansOnBefore(text.slice(start, end)));
    const isKept = withNeeded(isWorthIt, isLeaning);
    return isKept.includes(true) ? [{ hit, text: leaveOut(text, sentences, isKept) }] : [];
  });
}

/** What the sentences of a hit, and its title, are worth by themselves. */
function weigh(
  hit: RankedHit,
  { rank, rarity }: { readonly rank: number; readonly rarity: Retrieval["rarity"] },
) {
  const text = blankOrders(hit.passage.text);
  const sentences = findWholes(text);
  const worthOf = (words: string) => rank * share(contentStems(words), rarity);
  const own = sentences.map(({ start, end }) => worthOf(text.slice(start, end)));
  return { hit, text, sentences, own, ofTitle: worthOf(hit.article.title) };
}

/**
 * Sentences, joined where a cut between them would change what they say: inside of a quotation, whose speaker may be
 * named at its end, and at a line's end that ends no sentence.
 */
function findWholes(text: string): Span[] {
  const wholes: Span[] = [];
  for (const span of findLines(text).flatMap((line) => findUnits(text, line))) {
    const before = wholes.at(-1);
    if (before && goesOn(text.slice(before.start, before.end), text.slice(before.end, span.start)))
      wholes[wholes.length - 1] = { start: before.start, end: span.end };
    else wholes.push(span);
  }
  return wholes;
}

/** Across a line break, not across an empty line. */
function goesOn(sentence: string, space: string): boolean {
  return !endsSentence(sentence) && space.trim() === "" && space.match(/\n/g)?.length === 1;
}

/**
 * With those that a kept one leans on, and the one that leans on it: "That is false." Costs 1.5, 1.2 and 0 of 100
 * tokens of a prompt (MultiHop-RAG, realtimeqa, rgb-en), the joining of sentences included.
 */
function withNeeded(isKept: readonly boolean[], isLeaning: readonly boolean[]): boolean[] {
  const needed = isKept.map((kept, at) => kept || (isLeaning[at] === true && isKept[at - 1] === true));
  for (let at = needed.length - 1; at > 0; at -= 1) {
    if (needed[at] && isLeaning[at]) needed[at - 1] = true;
  }
  return needed;
}

function withLent(own: readonly number[], at: number): number {
  return Math.max(...own.map((worth, from) => worth * LENT ** Math.abs(from - at)));
}

/** The kept sentences, neighbours with what stands between them. */
function leaveOut(text: string, sentences: readonly Span[], isKept: readonly boolean[]): string {
  let read = "";
  let end: number | undefined;
  sentences.forEach((sentence, at) => {
    if (!isKept[at]) return;
    const between = isKept[at - 1] ? text.slice(end, sentence.start) : GAP;
    read += (end === undefined ? "" : between) + text.slice(sentence.start, sentence.end);
    end = sentence.end;
  });
  return read;
}
