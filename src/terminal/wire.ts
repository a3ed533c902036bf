import { type Answer, type Disagreement, type Receipt, type Statement, shownOf } from "../answer/answer.ts";
import type { ArticleInfo, Passage } from "../articles/article.ts";
import type { Hit } from "../store/store.ts";

/**
 * An answer in the shape that `--json` prints; scripts rely on it. Its `reason` is why there is no answer, and why
 * the model did not give it.
 */
export function answerToJson(answer: Answer) {
  const { statements, withheld, timing, notice, ...rest } = answer;
  const reasons = [answer.kind === "unanswered" ? answer.reason : undefined, notice];
  const reason = reasons.filter((part) => part !== undefined).join(" ");
  return {
    ...rest,
    statements: statements.map(statementToJson),
    ...(reason === "" ? {} : { reason }),
    withheld: withheld.length,
    ...(answer.kind === "unanswered" ? { nearest: answer.nearest.map(hitToJson) } : {}),
    ...(answer.kind === "answered" && answer.disagreements
      ? { disagreements: answer.disagreements.map(disagreementToJson) }
      : {}),
    timing: { retrieveMs: Math.round(timing.retrieveMs), answerMs: Math.round(timing.answerMs) },
  };
}

function disagreementToJson({ about, sides }: Disagreement) {
  return {
    about,
    sides: sides.map(({ receipt, ...said }) => ({ ...said, receipt: receiptToJson(receipt) })),
  };
}

function statementToJson(statement: Statement) {
  const { text, wording, headline, receipts, story, happened, carriedBy } = statement;
  return {
    ...(story === undefined ? {} : { story }),
    text,
    shown: shownOf(statement),
    wording,
    ...(headline === undefined ? {} : { headline }),
    receipts: receipts.map(receiptToJson),
    ...(happened === undefined ? {} : { happened }),
    ...(carriedBy === undefined ? {} : { carriedBy }),
  };
}

/** A receipt in the shape that `--json` prints. */
export function receiptToJson({ passage, article, quote, start, end, status }: Receipt) {
  return { ...articleToJson(article, passage), fetchedAt: article.fetchedAt, quote, start, end, status };
}

function articleToJson({ id, outlet, title, url, publishedAt }: ArticleInfo, passage: Passage) {
  return { articleId: id, passageId: passage.id, outlet, title, url, publishedAt };
}

/** A hit in the shape that `search --json` prints. */
export function hitToJson({ passage, article, score }: Hit) {
  return {
    articleId: article.id,
    passageId: passage.id,
    start: passage.start,
    end: passage.end,
    text: passage.text,
    score,
  };
}
