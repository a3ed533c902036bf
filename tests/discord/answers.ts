import type { Answered, Receipt, Statement, Unanswered } from "../../src/answer/answer.ts";
import type { Article } from "../../src/articles/article.ts";
import type { Hit } from "../../src/store/store.ts";
import { article } from "../support/article.ts";

/** A receipt for the first occurrence of `quote` in the article. */
export function receipt(quote: string, fields: Partial<Article> = {}): Receipt {
  const { body, ...info } = article(fields);
  const start = Math.max(0, body.indexOf(quote));
  const passage = { id: `${info.id}@0`, articleId: info.id, start: 0, end: body.length, text: body };
  return { passage, article: info, quote, start, end: start + quote.length, status: "verified" };
}

/** A statement with one receipt. */
export const statement = (
  text: string,
  receipts: readonly Receipt[] = [receipt("made progress")],
): Statement => ({
  text,
  wording: "source",
  receipts,
});

const BASE = {
  question: "What did the minister say?",
  engine: "extractive",
  withheld: [],
  sourcesUpTo: "2026-02-27T10:00:00Z",
  timing: { retrieveMs: 1, answerMs: 1 },
} as const;

/** An answer of one statement. */
export const answered = (fields: Partial<Answered> = {}): Answered => ({
  ...BASE,
  kind: "answered",
  statements: [statement("The minister reported progress.")],
  ...fields,
});

/** An answer that there is none. */
export const unanswered = (fields: Partial<Unanswered> = {}): Unanswered => ({
  ...BASE,
  kind: "unanswered",
  statements: [],
  reason: "No source speaks of “cheese”.",
  nearest: [],
  ...fields,
});

/** A hit on the whole body of an article. */
export function hit(fields: Partial<Article> = {}): Hit {
  const { passage, article: info } = receipt("", fields);
  return { passage, article: info, originId: info.id, score: 1 };
}
