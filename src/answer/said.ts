import type { Article, Span } from "../articles/article.ts";
import { blankOrders } from "../articles/orders.ts";
import { splitPassages } from "../articles/split.ts";
import type { Retrieval } from "../retrieval/retrieve.ts";
import { findWords } from "../retrieval/words.ts";
import { type Candidate, candidateOf, HIT_WEIGHT, isSentence, keepNearBest } from "./candidates.ts";
import { findSaidBy, findTies } from "./speakers.ts";

/** Of two sentences about the same, somebody's own words come first. */
const QUOTED_WEIGHT = 0.1;
/** "He announced the result" says less than the result: a full sentence of news has about this many rare words. */
const SUBSTANCE_WEIGHT = 0.3;
const SUBSTANTIAL_WORDS = 16;

/** Every sentence in which an article lets the question's speaker speak, those about the question's subject first. */
export function collectSaid(
  { interpretation, hits, rarity }: Retrieval,
  articles: readonly Article[],
): Candidate[] {
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
    return findSaidBy(speaker, blankOrders(article.body), ties).flatMap(({ sentence: whole, kind }) => {
      const sentence = firstParagraph(article.body, whole);
      const passage = passages.find(({ start, end }) => start <= sentence.start && sentence.end <= end);
      if (!passage || !info || !isSentence(article.body.slice(sentence.start, sentence.end))) return [];
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

/** A quotation may go on over paragraphs: its first says who speaks. */
function firstParagraph(body: string, { start, end }: Span): Span {
  const lineBreak = body.indexOf("\n", start);
  return { start, end: lineBreak < 0 ? end : Math.min(end, lineBreak) };
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
