import type { Hit } from "../src/store/store.ts";
import type { QuestionSet } from "./data.ts";
import {
  findPieces,
  hasEvidence,
  hasShortAnswer,
  isUnanswerable,
  quotesEvidence,
  saysAnswer,
  saysEverySide,
} from "./evidence.ts";
import type { Case, Outcome } from "./row.ts";
import type { Asked } from "./runs.ts";

interface JudgeRequest {
  readonly set: QuestionSet;
  readonly asked: Asked;
  /** What was found for the question. */
  readonly hits: readonly Hit[];
}

/** How many passages or statements a case shows. */
const SHOWN = 3;
/** Enough to see what a passage is about. */
const MAX_SHOWN_CHARS = 240;

/** What became of a question; undefined where nobody knows what should have. */
export function judge({ set, asked, hits }: JudgeRequest): Case | undefined {
  const { question, answer } = asked;
  if (!hasEvidence(question) && !isUnanswerable(question)) return undefined;
  const outcome = outcomeOf(asked, hits);
  const base = { set: set.name, type: question.type, question: question.question, outcome };
  if (outcome === "answered" || outcome === "rightly refused") return { ...base, expected: [], found: [] };

  const titles = new Map(set.articles.map(({ id, title, outlet }) => [id, `${outlet}: ${title}`]));
  const said = answer.statements.map(({ text }) => text);
  const shown = hits.map(({ article, passage }) => `${article.outlet}: ${passage.text}`);
  return {
    ...base,
    expected: isUnanswerable(question)
      ? ["no answer"]
      : [
          ...question.answers.slice(0, 1),
          ...question.evidence.map(({ articleId, text }) =>
            shorten(text ?? titles.get(articleId) ?? articleId),
          ),
        ],
    found: (said.length > 0 ? said : shown).slice(0, SHOWN).map(shorten),
  };
}

function outcomeOf({ question, answer }: Asked, hits: readonly Hit[]): Outcome {
  const isAnswered = answer.kind === "answered";
  if (isUnanswerable(question)) return isAnswered ? "wrongly answered" : "rightly refused";
  const isRight = hasShortAnswer(question) ? saysAnswer(question, answer) : quotesEvidence(question, answer);
  if (isRight && saysEverySide(question, answer)) return "answered";
  if (findPieces(question, hits).every(({ size }) => size === 0)) return "no evidence in the ten";
  return isAnswered ? "evidence found, not in the answer" : "wrongly refused";
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_SHOWN_CHARS ? line : `${line.slice(0, MAX_SHOWN_CHARS).toWellFormed()}…`;
}
