import type { Article } from "../articles/article.ts";
import { findSentences } from "../articles/sentences.ts";
import { splitPassages } from "../articles/split.ts";
import { contentStems } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";
import type { Receipt } from "./answer.ts";
import { receiptAt } from "./receipts.ts";
import { checkSupport, type Support } from "./support.ts";

/** Whether articles say what a claim says, and where. */
export interface ClaimVerdict extends Support {
  readonly receipts: readonly Receipt[];
}

/** A claim is proved by a place, not by a page: this many sentences that stand together. */
const WINDOW_SENTENCES = 3;

/** Checks a claim against the few sentences that come nearest to it. Without articles nothing is supported. */
export function verifyClaim(claim: string, articles: readonly Article[]): ClaimVerdict {
  const wanted = contentStems(claim);
  let best: ClaimVerdict = { supported: false, score: 0, reason: "there is no article", receipts: [] };
  let bestOverlap = -1;
  const evidence = articles.map((article) => ({ text: article.body, article }));
  for (const hit of articles.flatMap(passagesOf)) {
    const sentences = findSentences(hit.passage.text);
    for (let from = 0; from < Math.max(1, sentences.length - WINDOW_SENTENCES + 1); from += 1) {
      const start = sentences[from]?.start;
      const end = (sentences[from + WINDOW_SENTENCES - 1] ?? sentences.at(-1))?.end;
      if (start === undefined || end === undefined) continue;
      const text = hit.passage.text.slice(start, end);
      const stems = contentStems(text);
      const overlap = [...wanted].filter((stem) => stems.has(stem)).length;
      if (overlap <= bestOverlap) continue;
      bestOverlap = overlap;
      const support = checkSupport(claim, evidence, [{ text, article: hit.article }]);
      best = { ...support, receipts: [receiptAt(hit, { start, end }, "verified")] };
    }
  }
  return best.supported ? best : { ...best, receipts: [] };
}

function passagesOf(article: Article): Hit[] {
  const { body: _, ...info } = article;
  return splitPassages(article).map((passage) => ({ passage, article: info, originId: info.id, score: 0 }));
}
