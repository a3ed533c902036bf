import { randomBytes } from "node:crypto";
import { blankOrdersOf } from "../articles/orders.ts";
import type { Hit } from "../store/store.ts";
import type { Earlier } from "./earlier.ts";
import type { Excerpt } from "./excerpts.ts";

/** A question for a model, with what it may answer from. */
export interface ModelQuestion {
  readonly question: string;
  readonly earlier?: Earlier | undefined;
  /** In the order of their numbers, the first of which is 1. */
  readonly excerpts: readonly Excerpt[];
  /** The day that it is where the question is asked: `2026-03-02`. */
  readonly today: string;
}

/**
 * What the model reads after its rules: passages stand between marks that their authors can't foresee, so that none can
 * end its own quotation. What is another with each question comes last: servers keep what requests begin with alike.
 */
export function renderQuestion({ question, earlier, excerpts, today }: ModelQuestion): string {
  const secret = randomBytes(6).toString("hex");
  const mark = `passage-${secret}`;
  const passages = excerpts.map(({ hit, text }, index) => {
    const number = index + 1;
    return visible(`<${mark} number="${number}">\n${aboutOf(hit)}\n\n${closedUp(text)}\n</${mark}>`);
  });
  const before = earlier ? `${renderEarlier(earlier, `earlier-${secret}`)}\n\n` : "";
  return `${passages.join("\n\n")}\n\n${before}The day of the question is ${today}.\nQuestion: ${question}`;
}

function aboutOf({ article }: Hit): string {
  const date = article.publishedAt?.slice(0, 10) ?? "no date";
  const { outlet, title } = blankOrdersOf(article);
  return [outlet, date, title].map((part) => part.replace(/\s+/g, " ")).join(" | ");
}

/** Where orders to a machine stood, nothing is left: the less it reads of them, the less there is to withhold. */
function closedUp(text: string): string {
  return text.replace(/ {2,}/g, " ");
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
