import type { Article } from "../articles/article.ts";
import { splitPassages } from "../articles/split.ts";
import type { Hit } from "../store/store.ts";
import { type Receipt, shownOf } from "./answer.ts";
import { findReceipt, standsIn } from "./receipts.ts";
import { createWhoIsWhoReader, type DraftQuote, verifyDraft } from "./verify.ts";

/** What a model proposes, with the articles that it quotes. */
export interface QuotedDraft {
  readonly text: string;
  readonly receipts: readonly { readonly article: Article; readonly quote: string }[];
}

/** What a reader would be shown of it. */
export interface ShownDraft {
  /** `statement`: as it is written; `source`: the source's own words; `none`: nothing. */
  readonly shown: "statement" | "source" | "none";
  readonly text: string;
  readonly receipts: readonly Receipt[];
  /** Why it is not shown as it is written. */
  readonly reason?: string;
}

/** Shows drafts as an answer would, each against the whole of its articles. */
export function createDraftViewer(timeZone = "UTC"): (draft: QuotedDraft) => ShownDraft {
  const readWho = createWhoIsWhoReader();
  return ({ text, receipts }) => {
    const quotes = receipts.flatMap(({ article, quote }) => findIn(article, quote) ?? []);
    const verdict = verifyDraft({ say: text, quotes }, { timeZone, readWho });
    if (verdict.kind === "withheld")
      return { shown: "none", text: "", receipts: [], reason: verdict.withheld.reason };
    const { statement, reason } = verdict;
    return {
      shown: reason === undefined ? "statement" : "source",
      text: shownOf(statement),
      receipts: statement.receipts,
      ...(reason === undefined ? {} : { reason }),
    };
  };
}

/** The passage that holds a quote; for a headline's, or none, the first one. */
function findIn(article: Article, quote: string): DraftQuote | undefined {
  const { body: _, ...info } = article;
  const hits = splitPassages(article).map(
    (passage): Hit => ({ passage, article: info, originId: info.id, score: 0 }),
  );
  const whole: Hit | undefined = hits[0] && {
    ...hits[0],
    passage: { ...hits[0].passage, start: 0, end: article.body.length, text: article.body },
  };
  const hit =
    hits.find((each) => findReceipt(quote, each)) ?? (standsIn(quote, article.title) ? hits[0] : whole);
  return hit && { quote, hit, article };
}
