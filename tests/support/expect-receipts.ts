import { expect } from "vitest";
import type { Answer } from "../../src/answer/answer.ts";
import { listReceipts, MAX_QUOTE_CHARS } from "../../src/answer/receipts.ts";
import type { StoreView } from "../../src/store/store.ts";

/** What holds for every answer: each statement has a receipt, and each quote stands in the stored article. */
export async function expectReceipts(answer: Answer, store: Pick<StoreView, "findArticles">): Promise<void> {
  if (answer.kind === "answered") expect(answer.statements).not.toEqual([]);
  else expect(answer.statements).toEqual([]);
  for (const { text, receipts } of answer.statements) {
    expect(text.trim()).not.toBe("");
    expect(receipts.length).toBeGreaterThan(0);
  }
  for (const { passage, article, quote, start, end } of listReceipts(answer)) {
    const [stored] = await store.findArticles([article.id]);
    expect(stored?.body.slice(start, end)).toBe(quote);
    expect(stored?.body.slice(passage.start, passage.end)).toBe(passage.text);
    expect(passage.articleId).toBe(article.id);
    expect(passage.start <= start && end <= passage.end).toBe(true);
    expect(quote.trim()).not.toBe("");
    expect(quote.length).toBeLessThanOrEqual(MAX_QUOTE_CHARS);
    expect(quote.isWellFormed()).toBe(true);
  }
}
