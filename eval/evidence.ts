import type { Answer } from "../src/answer/answer.ts";
import type { Hit } from "../src/store/store.ts";
import type { Question } from "./data.ts";
import { containsAnswer, holdsText } from "./scores.ts";

/**
 * Whether it is known where a question's answer stands. Evidence that was itself found by searching for the answer's
 * words is no measure of searching.
 */
export function hasEvidence({ evidence, evidenceLabel }: Question): boolean {
  return evidence.length > 0 && evidenceLabel !== "answer-string";
}

/** Whether the articles are known not to hold an answer. */
export function isUnanswerable({ type }: Question): boolean {
  return type === "unanswerable";
}

/** The answers to these are judgements ("yes", "the same"), which no source's sentence contains. */
const JUDGED_TYPES: ReadonlySet<string> = new Set(["comparison", "temporal"]);

/** Whether a question has a short answer that a statement could contain. */
export function hasShortAnswer({ type, answers }: Question): boolean {
  return answers.length > 0 && !JUDGED_TYPES.has(type);
}

/** Which pieces of a question's evidence each hit holds; evidence without a text is its whole article. */
export function findPieces({ evidence }: Question, hits: readonly Hit[]): ReadonlySet<number>[] {
  return hits.map(({ passage, article }) => {
    const held = evidence.flatMap(({ articleId, text }, index) => {
      const isHeld = text === undefined ? article.id === articleId : holdsText(passage.text, text);
      return isHeld ? [index] : [];
    });
    return new Set(held);
  });
}

/** Whether a reader of the answer's statements reads one of the question's short answers. */
export function saysAnswer({ answers }: Question, answer: Answer): boolean {
  return containsAnswer(textOf(answer), answers);
}

/** Whether a reader reads every part and side that a question asks to be shown; true where it asks for none. */
export function saysEverySide({ sides = [] }: Question, answer: Answer): boolean {
  return sides.every((side) => containsAnswer(textOf(answer), [side]));
}

/** All that an answer says, and what it shows beside that of sources that disagree. */
export function textOf(answer: Answer): string {
  const disagreements = answer.kind === "answered" ? (answer.disagreements ?? []) : [];
  const sides = disagreements.flatMap(({ sides }) => sides.map(({ receipt }) => receipt.quote));
  return [...answer.statements.map(({ text }) => text), ...sides].join("\n");
}

/** Whether a receipt of the answer shows a piece of the evidence, or a part of one: long quotes are cut. */
export function quotesEvidence({ evidence }: Question, { statements }: Answer): boolean {
  const receipts = statements.flatMap(({ receipts }) => receipts);
  return evidence.some(({ articleId, text }) =>
    receipts.some(({ article, quote }) =>
      text === undefined ? article.id === articleId : holdsText(quote, text) || holdsText(text, quote),
    ),
  );
}
