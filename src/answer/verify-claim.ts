import type { Article } from "../articles/article.ts";
import { findSentences } from "../articles/sentences.ts";
import { splitPassages } from "../articles/split.ts";
import { contentStems } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";
import type { Receipt } from "./answer.ts";
import { receiptAt } from "./receipts.ts";
import { checkSupport, type Support } from "./support/support.ts";

/** Whether articles say what a claim says, and where. */
export interface ClaimVerdict extends Support {
  readonly receipts: readonly Receipt[];
}

/** A reader is shown a place, not a page: this many sentences that stand together. */
const WINDOW_SENTENCES = 3;

/** A page is no claim, and laying it over another page takes time cubed. Of citation-check's the longest has 1,227. */
const MAX_CLAIM_CHARS = 4000;

/** The numbers of receipts, which a claim that was copied from an answer has: `[1, 2]`. */
const MARKS = /\s*\[\d+(?:\s*,\s*\d+)*\]/g;

/** Checks a claim against articles, and finds the few sentences that come nearest to it. */
export function verifyClaim(claim: string, articles: readonly Article[]): ClaimVerdict {
  if (articles.length === 0) return refuse("there is no article");
  if (claim.length > MAX_CLAIM_CHARS) return refuse(`it is longer than ${MAX_CLAIM_CHARS} letters`);
  const support = checkSupport(
    claim.replace(MARKS, "").replace(/^(?:Yes|No),\s+/, ""),
    articles.map((article) => ({ text: article.body, article })),
  );
  const receipt = support.supported ? findNearest(claim, articles) : undefined;
  return { ...support, receipts: receipt ? [receipt] : [] };
}

function refuse(reason: string): ClaimVerdict {
  return { supported: false, score: 0, gate: "words", saw: [], reason, receipts: [] };
}

function findNearest(claim: string, articles: readonly Article[]): Receipt | undefined {
  const wanted = contentStems(claim);
  let nearest: Receipt | undefined;
  let bestOverlap = -1;
  for (const hit of articles.flatMap(passagesOf)) {
    const sentences = findSentences(hit.passage.text).map((span) => ({
      ...span,
      stems: contentStems(hit.passage.text.slice(span.start, span.end)),
    }));
    for (let from = 0; from < Math.max(1, sentences.length - WINDOW_SENTENCES + 1); from += 1) {
      const window = sentences.slice(from, from + WINDOW_SENTENCES);
      const [first, last] = [window[0], window.at(-1)];
      if (!first || !last) continue;
      const overlap = [...wanted].filter((stem) => window.some(({ stems }) => stems.has(stem))).length;
      if (overlap <= bestOverlap) continue;
      bestOverlap = overlap;
      nearest = receiptAt(hit, { start: first.start, end: last.end }, "verified");
    }
  }
  return nearest;
}

function passagesOf(article: Article): Hit[] {
  const { body: _, ...info } = article;
  return splitPassages(article).map((passage) => ({ passage, article: info, originId: info.id, score: 0 }));
}
