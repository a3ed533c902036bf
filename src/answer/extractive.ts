import type { Article, Span } from "../articles/article.ts";
import type { Retrieval } from "../retrieval/retrieve.ts";
import { jaccard } from "../retrieval/similarity.ts";
import type { Hit } from "../store/store.ts";
import type { Statement } from "./answer.ts";
import type { Candidate } from "./candidates.ts";
import { formatDay } from "./dates.ts";
import { collectMatching } from "./matching.ts";
import { receiptAt } from "./receipts.ts";
import { collectSaid } from "./said.ts";
import { keepNaming } from "./speakers.ts";

/** More than five is a list, not an answer. */
export const MAX_STATEMENTS = 5;

/** Of one article where nobody's words are asked for: a reply quotes the press, it doesn't reprint it. */
const MAX_PER_ARTICLE = 2;

/** Two sentences that share this much of their words (Jaccard) say the same: copies of one agency text. */
const SAME_SENTENCE = 0.6;

export interface ExtractRequest {
  readonly retrieval: Retrieval;
  /** The articles of the hits, with their text. */
  readonly articles: readonly Article[];
}

/** Answers with the sources' own sentences, attributed and dated; none when nothing matches. */
export function extractStatements({ retrieval, articles }: ExtractRequest): Statement[] {
  const { speaker, question } = retrieval.interpretation;
  const asksForWords =
    speaker !== undefined && /^\W*(?:and |so )?(?:what|how) (?:did|does|do|has|have|had) /i.test(question);
  const said = speaker ? collectSaid(retrieval, articles) : [];
  if (said.length > 0) return inReadingOrder(choose(said, fairShare(said))).map(quote);
  // Where nobody lets the speaker speak, only what names them may stand for an answer: nobody else's words do.
  const all = collectMatching(retrieval);
  const matching = asksForWords ? keepNaming(speaker ?? "", all) : all;
  return choose(matching, MAX_PER_ARTICLE).map(quote);
}

function quote({ hit, span }: Candidate): Statement {
  return quoteSentence(hit, span);
}

/** Where few articles let somebody speak, each may be quoted more often than a reply to another question would. */
function fairShare(candidates: readonly Candidate[]): number {
  const articles = new Set(candidates.map(({ hit }) => hit.article.id)).size;
  return Math.max(MAX_PER_ARTICLE, Math.ceil(MAX_STATEMENTS / articles));
}

/** A statement that is a sentence of the source: cut, with a mark, where it is too long to quote. */
export function quoteSentence(hit: Hit, span: Span): Statement {
  const { passage, article } = hit;
  const inPassage = { start: span.start - passage.start, end: span.end - passage.start };
  const receipt = receiptAt(hit, inPassage, "verified");
  const cut = receipt.end < span.end ? " …" : "";
  const when = article.publishedAt ? `, ${formatDay(article.publishedAt)}` : "";
  return { text: `${article.outlet}${when}: ${receipt.quote}${cut}`, receipts: [receipt] };
}

/** The best first, nothing twice, and no more of one article than is fair. */
function choose(candidates: readonly Candidate[], maxPerArticle: number): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score || newestFirst(a, b))) {
    if (chosen.length === MAX_STATEMENTS) break;
    const ofArticle = chosen.filter(({ hit }) => hit.article.id === candidate.hit.article.id).length;
    const isRepeat = chosen.some((other) => jaccard(other.stems, candidate.stems) >= SAME_SENTENCE);
    if (ofArticle < maxPerArticle && !isRepeat) chosen.push(candidate);
  }
  return chosen;
}

/** By day, newest first; of one day the best article first; of one article in its own order. */
function inReadingOrder(candidates: readonly Candidate[]): Candidate[] {
  const dayOf = ({ hit }: Candidate) => hit.article.publishedAt?.slice(0, 10) ?? "";
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
