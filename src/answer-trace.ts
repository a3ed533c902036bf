import type { Answer, Receipt } from "./answer/answer.ts";
import type { AnswerRequest } from "./answer/answer-question.ts";
import { addEarlierSubject } from "./answer/earlier.ts";
import { type RetrieveDeps, retrieve } from "./retrieval/retrieve.ts";

/** As many as an answer is made from. */
const HITS_TRACED = 10;
const MAX_TEXT_CHARS = 240;

/**
 * The way that an answer took, for the log at `debug`: how the question was read, what was found and why it ranks
 * there, what was said on which receipts, and what was withheld. Finding is done again, the same way.
 */
export async function traceAnswer(
  deps: RetrieveDeps,
  { question, filter = {}, earlier }: Pick<AnswerRequest, "question" | "filter" | "earlier">,
  answer: Answer,
): Promise<Readonly<Record<string, unknown>>> {
  const subject = addEarlierSubject(question, earlier, deps.now());
  const { interpretation, hits } = await retrieve(deps, { question: subject, filter, limit: HITS_TRACED });
  return {
    ...traceOutcome(answer),
    question,
    interpretation,
    hits: hits.map(({ article, passage, score, trace }) => ({
      outlet: article.outlet,
      title: article.title,
      publishedAt: article.publishedAt,
      text: passage.text.slice(0, MAX_TEXT_CHARS),
      score,
      ...trace,
    })),
  };
}

function traceOutcome(answer: Answer) {
  const { kind, engine, withheld, timing, notice, usage } = answer;
  return {
    kind,
    engine,
    withheld,
    timing,
    notice,
    usage,
    reason: answer.kind === "unanswered" ? answer.reason : undefined,
    statements: answer.statements.map(({ text, receipts }) => ({
      text,
      receipts: receipts.map(traceReceipt),
    })),
  };
}

const traceReceipt = ({ article, quote, start, end, status }: Receipt) => ({
  outlet: article.outlet,
  title: article.title,
  quote,
  start,
  end,
  status,
});
