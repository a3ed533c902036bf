import type { Article, Passage, Span } from "../articles/article.ts";
import { blankOrders } from "../articles/orders.ts";
import { findSentences } from "../articles/sentences.ts";
import { splitPassages } from "../articles/split.ts";
import type { Interpretation } from "../retrieval/interpret.ts";
import type { Retrieval } from "../retrieval/retrieve.ts";
import { jaccard } from "../retrieval/similarity.ts";
import { contentStems, findWords } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";
import { holdsAddress } from "./addresses.ts";
import type { Statement } from "./answer.ts";
import { formatDay } from "./dates.ts";
import { receiptAt } from "./receipts.ts";
import { findSaidBy, findTies } from "./speakers.ts";

/** More than five is a list, not an answer. */
export const MAX_STATEMENTS = 5;

/** Of one article where nobody's words are asked for: a reply quotes the press, it doesn't reprint it. */
const MAX_PER_ARTICLE = 2;

/** A sentence that matches the question less than this share of the best one is filler. */
const MIN_SHARE_OF_BEST = 0.6;

/** Two sentences that share this much of their words (Jaccard) say the same: copies of one agency text. */
const SAME_SENTENCE = 0.6;

interface Candidate {
  readonly hit: Hit;
  /** In the article's body. */
  readonly span: Span;
  readonly text: string;
  /** Higher is better. */
  readonly score: number;
  readonly stems: ReadonlySet<string>;
}

export interface ExtractRequest {
  readonly retrieval: Retrieval;
  /** The articles of the hits, with their text. */
  readonly articles: readonly Article[];
  /** In which the days of publication are told: an IANA name; UTC where it is not given. */
  readonly timeZone?: string | undefined;
}

/** Answers with the sources' own sentences, attributed and dated; none when nothing matches. */
export function extractStatements({ retrieval, articles, timeZone }: ExtractRequest): Statement[] {
  const said = retrieval.interpretation.speaker ? collectSaid(retrieval, articles) : [];
  const isNewer = retrieval.interpretation.wantsNewest ?? false;
  const chosen =
    said.length > 0
      ? choose(said, { maxPerArticle: fairShare(said), isNewer })
      : choose(collectMatching(retrieval), { maxPerArticle: MAX_PER_ARTICLE, isNewer });
  const isDated = said.length > 0 || isNewer;
  return (isDated ? inReadingOrder(chosen) : chosen).map(({ hit, span }) =>
    quoteSentence(hit, span, timeZone),
  );
}

/** Where few articles let somebody speak, each may be quoted more often than a reply to another question would. */
function fairShare(candidates: readonly Candidate[]): number {
  const articles = new Set(candidates.map(({ hit }) => hit.article.id)).size;
  return Math.max(MAX_PER_ARTICLE, Math.ceil(MAX_STATEMENTS / articles));
}

/** A statement that is a sentence of the source: cut, with a mark, where it is too long to quote. */
export function quoteSentence(hit: Hit, span: Span, timeZone?: string): Statement {
  const { passage, article } = hit;
  const inPassage = { start: span.start - passage.start, end: span.end - passage.start };
  const receipt = receiptAt(hit, inPassage, "verified");
  const sentence = receipt.end < span.end ? `${receipt.quote} …` : receipt.quote;
  const when = article.publishedAt ? `, ${formatDay(article.publishedAt, timeZone)}` : "";
  return { text: `${article.outlet}${when}: ${sentence}`, receipts: [receipt], sentence };
}

/** Every sentence in which an article lets the question's speaker speak, those about the question's subject first. */
function collectSaid({ interpretation, hits, rarity }: Retrieval, articles: readonly Article[]): Candidate[] {
  const speaker = interpretation.speaker ?? "";
  const ties = findTies(articles.map(({ body }) => blankOrders(body)));
  const aside = new Set(findWords(speaker).map(({ stem }) => stem));
  const subject = new Map([...rarity].filter(([stem]) => !aside.has(stem) && !SPEECH_STEMS.has(stem)));
  const scoreOf = ({ id }: Article) =>
    Math.max(0, ...hits.filter((hit) => hit.article.id === id).map(({ score }) => score));
  const best = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  const candidates = articles.flatMap((article) => {
    const passages = splitPassages(article);
    const info = hits.find((hit) => hit.article.id === article.id)?.article;
    return findSaidBy(speaker, blankOrders(article.body), ties).flatMap(({ sentence, kind }) => {
      const passage = passages.find(({ start, end }) => start <= sentence.start && sentence.end <= end);
      if (!passage || !info) return [];
      const candidate = candidateOf(
        { passage, article: info, originId: info.id, score: 0 },
        sentence,
        subject,
      );
      const near = HIT_WEIGHT * (scoreOf(article) / best) + (kind === "indirect" ? 0 : QUOTED_WEIGHT);
      const said = SUBSTANCE_WEIGHT * Math.min(1, candidate.stems.size / SUBSTANTIAL_WORDS);
      return [{ ...candidate, score: candidate.score + near + said }];
    });
  });
  return keepNearBest(candidates);
}

/** Words of asking that `findWords` stems: they are no subject. */
const SPEECH_STEMS = new Set(
  [
    "announced",
    "warned",
    "claimed",
    "argued",
    "comment",
    "statement",
    "react",
    "respond",
    "response",
    "want",
    "think",
  ].flatMap((word) => findWords(word).map(({ stem }) => stem)),
);

function collectMatching({ interpretation, hits, rarity }: Retrieval): Candidate[] {
  const bestHit = Math.max(...hits.map(({ score }) => score), Number.EPSILON);
  const candidates = hits.flatMap((hit) =>
    sentencesOf(hit.passage).map((span) => {
      const candidate = candidateOf(hit, span, rarity);
      const context = share(contentStems(`${hit.article.title} ${hit.passage.text}`), rarity);
      const bonus = answersKind(candidate.text, interpretation) ? KIND_WEIGHT : 0;
      const score = candidate.score + CONTEXT_WEIGHT * context + HIT_WEIGHT * (hit.score / bestHit) + bonus;
      return { ...candidate, score: leansOnBefore(candidate.text) ? score * LEANING_FACTOR : score };
    }),
  );
  return keepNearBest(candidates);
}

function keepNearBest(candidates: readonly Candidate[]): Candidate[] {
  const best = Math.max(0, ...candidates.map(({ score }) => score));
  return candidates.filter(({ score }) => score >= best * MIN_SHARE_OF_BEST);
}

/**
 * Beside a sentence's own share of the question's words: its passage's and title's, its passage's rank, and
 * whether it holds the kind of thing that is asked for. Chosen on realtimeqa-2022's and MultiHop-RAG's development
 * halves by how often the expected answer stands in the statements (77 of 121 and 106 of 145); the
 * eight settings that were tried lie within 4 of each.
 */
const CONTEXT_WEIGHT = 0.25;
const HIT_WEIGHT = 0.25;
const KIND_WEIGHT = 0.15;
/** Of two sentences about the same, somebody's own words come first. */
const QUOTED_WEIGHT = 0.1;
/** "He announced the result" says less than the result: a full sentence of news has about this many rare words. */
const SUBSTANCE_WEIGHT = 0.3;
const SUBSTANTIAL_WORDS = 16;
const LEANING_FACTOR = 0.85;

function sentencesOf(passage: Passage): Span[] {
  return findSentences(blankOrders(passage.text))
    .filter(({ start, end }) => isSentence(passage.text.slice(start, end)))
    .map(({ start, end }) => ({ start: passage.start + start, end: passage.start + end }));
}

/** Not a heading, a byline or a link line: four words, a full stop, and no address. */
function isSentence(text: string): boolean {
  return /[.!?。！？]['"”’)\]]*$/.test(text) && findWords(text).length >= 4 && !holdsAddress(text);
}

function candidateOf(hit: Hit, span: Span, rarity: ReadonlyMap<string, number>): Candidate {
  const text = hit.passage.text.slice(span.start - hit.passage.start, span.end - hit.passage.start);
  const stems = contentStems(text);
  return { hit, span, text, stems, score: share(stems, rarity) };
}

function share(stems: ReadonlySet<string>, rarity: ReadonlyMap<string, number>): number {
  let all = 0;
  let held = 0;
  for (const [stem, weight] of rarity) {
    all += weight;
    if (stems.has(stem)) held += weight;
  }
  return all === 0 ? 0 : held / all;
}

const KINDS = {
  person: (text: string, names: readonly string[]) =>
    [...text.matchAll(/(?<=\S\s)\p{Lu}\p{L}+/gu)].some(
      ([name]) => !names.some((known) => known.includes(name)),
    ),
  time: (text: string) =>
    /\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|\bMay\b|June|July|August|September|October|November|December/.test(
      text,
    ),
  number: (text: string) =>
    /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b/i.test(
      text,
    ),
  place: (text: string) => /\b(?:in|at|from|near|to)\s+(?:the\s+)?\p{Lu}/u.test(text),
} as const;

function answersKind(text: string, { wants, names }: Interpretation): boolean {
  return wants !== undefined && KINDS[wants](text, names);
}

/** "He also said so" is clear only after the sentence before. */
function leansOnBefore(text: string): boolean {
  return /^["“'‘]?(?:He|She|It|They|This|That|These|Those|But|And|His|Her|Their)\b/.test(text);
}

interface Choice {
  readonly maxPerArticle: number;
  /** Of two sentences that say the same, the newer one counts, not the better one. */
  readonly isNewer: boolean;
}

/** The best first, nothing twice, and no more of one article than is fair. */
function choose(candidates: readonly Candidate[], { maxPerArticle, isNewer }: Choice): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score || newestFirst(a, b))) {
    const repeated = chosen.findIndex((other) => jaccard(other.stems, candidate.stems) >= SAME_SENTENCE);
    const before = chosen[repeated];
    if (before) {
      if (isNewer && dayOf(candidate) > dayOf(before)) chosen[repeated] = candidate;
      continue;
    }
    const ofArticle = chosen.filter(({ hit }) => hit.article.id === candidate.hit.article.id).length;
    if (ofArticle < maxPerArticle && chosen.length < MAX_STATEMENTS) chosen.push(candidate);
  }
  return chosen;
}

const dayOf = ({ hit }: Candidate) => hit.article.publishedAt?.slice(0, 10) ?? "";

/** By day, newest first; of one day the best article first; of one article in its own order. */
function inReadingOrder(candidates: readonly Candidate[]): Candidate[] {
  const bestOf = ({ hit: { article } }: Candidate) =>
    Math.max(...candidates.filter(({ hit }) => hit.article.id === article.id).map(({ score }) => score));
  return candidates.toSorted(
    (a, b) => dayOf(b).localeCompare(dayOf(a)) || bestOf(b) - bestOf(a) || newestFirst(a, b),
  );
}

function newestFirst(a: Candidate, b: Candidate): number {
  const dates = (b.hit.article.publishedAt ?? "").localeCompare(a.hit.article.publishedAt ?? "");
  return dates || a.hit.article.id.localeCompare(b.hit.article.id) || a.span.start - b.span.start;
}
