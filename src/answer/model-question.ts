import { randomBytes } from "node:crypto";
import { blankOrders, blankOrdersOf } from "../articles/orders.ts";
import type { Hit } from "../store/store.ts";
import type { Earlier } from "./earlier.ts";

/** A question for a model, with the passages that it may answer from. */
export interface ModelQuestion {
  readonly question: string;
  readonly earlier?: Earlier | undefined;
  readonly hits: readonly Hit[];
  /** The day that it is where the question is asked: `2026-03-02`. */
  readonly today: string;
}

/**
 * What the model reads: passages stand between marks that their authors can't foresee, so that none can end its own
 * quotation.
 */
export function renderQuestion({ question, earlier, hits, today }: ModelQuestion): string {
  const secret = randomBytes(6).toString("hex");
  const mark = `passage-${secret}`;
  const passages = hits.map(({ passage, article }, index) => {
    const date = article.publishedAt?.slice(0, 10) ?? "no date";
    const { outlet, title } = blankOrdersOf(article);
    const about = [outlet, date, title].map((part) => part.replace(/\s+/g, " ")).join(" | ");
    return visible(`<${mark} number="${index + 1}">\n${about}\n\n${quotable(passage.text)}\n</${mark}>`);
  });
  const before = earlier ? `${renderEarlier(earlier, `earlier-${secret}`)}\n\n` : "";
  return `${passages.join("\n\n")}\n\n${before}Today is ${today}.\nQuestion: ${question}`;
}

/** Without the orders to a machine that stand in a passage: the less it reads of them, the less there is to withhold. */
function quotable(text: string): string {
  return blankOrders(text).replace(/ {2,}/g, " ");
}

/**
 * Without the letters that no reader sees and a model does (zero width, direction overrides, tags): what stands in
 * them was hidden from people. A quote over such a place is not found afterwards, and its statement withheld.
 */
function visible(text: string): string {
  return text.replace(/[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu, "");
}

function renderEarlier({ question, answer }: Earlier, mark: string): string {
  const lines = [`Question: ${question}`, ...answer.map((statement) => `- ${statement}`)];
  return `<${mark}>\n${lines.join("\n")}\n</${mark}>`;
}
