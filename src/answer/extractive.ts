import type { Article } from "../articles/article.ts";
import { dayOf } from "../articles/days.ts";
import type { Interpretation } from "../retrieval/interpret.ts";
import type { Retrieval } from "../retrieval/retrieve.ts";
import { jaccard } from "../retrieval/similarity.ts";
import type { Statement } from "./answer.ts";
import { type Candidate, keepNearBest } from "./candidates.ts";
import { collectMatching } from "./matching.ts";
import { collectSaid } from "./said.ts";
import { tellInSourceWords } from "./source-words.ts";
import { keepNaming } from "./speakers.ts";
import { createWhoIsWhoReader } from "./verify.ts";

/** More than five is a list, not an answer. */
const MAX_STATEMENTS = 5;

/** Of one article where nobody's words are asked for: a reply quotes the press, it doesn't reprint it. */
const MAX_PER_ARTICLE = 2;

/**
 * Another outlet's sentence that matches less than this share of the best one tells of something else. Of 62 questions
 * for which one outlet forged its reports, that outlet alone answered 19 without such a sentence, and 6, 3 and 1 at .5,
 * .4 and .3; the true answer stands in the others' words for 27, 32, 33 and 33. Of realtimeqa-2022's 119 answers 20 get
 * another sentence.
 */
const MIN_SHARE_OF_OTHER = 0.4;

/** Two sentences that share this much of their words (Jaccard) say the same: copies of one agency text. */
const SAME_SENTENCE = 0.6;

/** What an answer in the sources' own sentences is made from. */
export interface ExtractRequest {
  readonly retrieval: Retrieval;
  /** The articles of the hits, with their text. */
  readonly articles: readonly Article[];
  /** In which the days of publication are told: an IANA name; UTC where it is not given. */
  readonly timeZone?: string | undefined;
}

/** Answers with the sources' own sentences; none when nothing matches. */
export function extractStatements({ retrieval, articles, timeZone = "UTC" }: ExtractRequest): Statement[] {
  const { speaker, wantsNewest: isNewer = false } = retrieval.interpretation;
  const said = speaker ? collectSaid(retrieval, articles) : [];
  const chosen =
    said.length > 0
      ? choose(said, { maxPerArticle: fairShare(said), isNewer, timeZone })
      : chooseMatching(retrieval, { maxPerArticle: MAX_PER_ARTICLE, isNewer, timeZone });
  const isDated = said.length > 0 || isNewer;
  const readWho = createWhoIsWhoReader();
  const byId = new Map(articles.map((article) => [article.id, article]));
  return (isDated ? inReadingOrder(chosen, timeZone) : chosen).flatMap(({ hit, span }) => {
    const article = byId.get(hit.article.id);
    return article ? [tellInSourceWords({ hit, article, span, who: readWho(article) })] : [];
  });
}

function chooseMatching(retrieval: Retrieval, choice: Choice): Candidate[] {
  const all = findMatching(retrieval);
  const chosen = choose(keepNearBest(all), choice);
  return retrieval.interpretation.outlets.length > 0 ? chosen : addOther(chosen, all);
}

/** Where one outlet alone would answer, the best of the others joins it: a claim of one stands beside theirs. */
function addOther(chosen: readonly Candidate[], all: readonly Candidate[]): Candidate[] {
  const outlets = new Set(chosen.map(({ hit }) => hit.article.outlet));
  const least = MIN_SHARE_OF_OTHER * (chosen[0]?.score ?? 0);
  const [other] = all
    .filter(({ hit, score }) => !outlets.has(hit.article.outlet) && score >= least)
    .toSorted((a, b) => b.score - a.score);
  return outlets.size === 1 && other ? [...chosen.slice(0, MAX_STATEMENTS - 1), other] : [...chosen];
}

/** Where nobody lets the speaker speak, only what names them may stand for an answer: nobody else's words do. */
function findMatching(retrieval: Retrieval): Candidate[] {
  const { speaker, question }: Interpretation = retrieval.interpretation;
  const asksForWords = /^\W*(?:and |so )?(?:what|how) (?:did|does|do|has|have|had) /i.test(question);
  const matching = collectMatching(retrieval);
  return speaker !== undefined && asksForWords ? keepNaming(speaker, matching) : matching;
}

/** Where few articles let somebody speak, each may be quoted more often than a reply to another question would. */
function fairShare(candidates: readonly Candidate[]): number {
  const articles = new Set(candidates.map(({ hit }) => hit.article.id)).size;
  return Math.max(MAX_PER_ARTICLE, Math.ceil(MAX_STATEMENTS / articles));
}

interface Choice {
  readonly maxPerArticle: number;
  /** Of two sentences that say the same, the newer one counts, not the better one. */
  readonly isNewer: boolean;
  /** By which the days are told apart. */
  readonly timeZone: string;
}

/** The best first, nothing twice, and no more of one article than is fair. */
function choose(candidates: readonly Candidate[], { maxPerArticle, isNewer, timeZone }: Choice): Candidate[] {
  const publishedDay = publishedDayIn(timeZone);
  const chosen: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score || newestFirst(a, b))) {
    const repeated = chosen.findIndex((other) => jaccard(other.stems, candidate.stems) >= SAME_SENTENCE);
    const before = chosen[repeated];
    if (before) {
      if (isNewer && publishedDay(candidate) > publishedDay(before)) chosen[repeated] = candidate;
      continue;
    }
    const ofArticle = chosen.filter(({ hit }) => hit.article.id === candidate.hit.article.id).length;
    if (ofArticle < maxPerArticle && chosen.length < MAX_STATEMENTS) chosen.push(candidate);
  }
  return chosen;
}

/** Undated ones are the oldest. */
function publishedDayIn(timeZone: string): (candidate: Candidate) => string {
  return ({ hit: { article } }) => (article.publishedAt === null ? "" : dayOf(article.publishedAt, timeZone));
}

/** By day, newest first; of one day the best article first; of one article in its own order. */
function inReadingOrder(candidates: readonly Candidate[], timeZone: string): Candidate[] {
  const publishedDay = publishedDayIn(timeZone);
  const bestOf = ({ hit: { article } }: Candidate) =>
    Math.max(...candidates.filter(({ hit }) => hit.article.id === article.id).map(({ score }) => score));
  return candidates.toSorted(
    (a, b) => publishedDay(b).localeCompare(publishedDay(a)) || bestOf(b) - bestOf(a) || newestFirst(a, b),
  );
}

function newestFirst(a: Candidate, b: Candidate): number {
  const dates = (b.hit.article.publishedAt ?? "").localeCompare(a.hit.article.publishedAt ?? "");
  return dates || a.hit.article.id.localeCompare(b.hit.article.id) || a.span.start - b.span.start;
}
