import { listReceipts } from "../../src/answer/receipts.ts";
import { judge } from "../cases.ts";
import type { QuestionSet } from "../data.ts";
import { hasEvidence, hasShortAnswer, quotesEvidence, saysAnswer, saysEverySide } from "../evidence.ts";
import { type Case, type Row, shareRow, withGroups } from "../row.ts";
import type { Asked } from "../runs.ts";
import type { Section } from "./section.ts";

/** Whether what is said holds the answer, and whether all of it stands where its receipts say. */
export const answers: Section = {
  name: "answers",
  title: "Answers: what is said, and what stands behind it",

  async measure({ sets, runs }) {
    const rows: Row[] = [];
    const cases: Case[] = [];
    for (const set of sets.questions) {
      const found = await runs.find(set);
      const asked = await runs.ask(set);
      rows.push(...measureContent(set.name, asked), ...measureReceipts(set, asked));
      cases.push(
        ...asked.flatMap((one, index) => judge({ set, asked: one, hits: found[index]?.hits ?? [] }) ?? []),
      );
    }
    return { rows, cases };
  },
};

function measureContent(set: string, asked: readonly Asked[]): Row[] {
  const known = asked.filter(({ question }) => hasEvidence(question));
  const short = known.filter(({ question }) => hasShortAnswer(question));
  return [
    ...withGroups(
      short,
      ({ question }) => question.type,
      (part, group) => [
        shareRow(
          { set, measure: "short answer contained", ...group },
          part.map(({ question, answer }) => saysAnswer(question, answer)),
        ),
      ],
    ),
    shareRow(
      { set, measure: "evidence quoted" },
      known.map(({ question, answer }) => quotesEvidence(question, answer)),
    ),
    ...measureSides(set, known),
    ...measureAge(set, known),
  ];
}

/** Where a question has several parts, or sources disagree: whether a reader sees every part and every side. */
function measureSides(set: string, known: readonly Asked[]): Row[] {
  return withGroups(
    known.filter(({ question }) => question.sides !== undefined),
    ({ question }) => question.type,
    (part, group) => [
      shareRow(
        { set, measure: "every part and side shown", ...group },
        part.map(({ question, answer }) => saysEverySide(question, answer)),
      ),
    ],
  );
}

/** Where a question expects newer than there is: whether the answer says how old it is, and only there. */
function measureAge(set: string, known: readonly Asked[]): Row[] {
  const stale = known.filter(({ question }) => question.type === "stale");
  const fresh = known.filter(({ question }) => question.type !== "stale");
  if (stale.length === 0) return [];
  return [
    shareRow({ set, measure: "older than asked for, and says so" }, stale.map(saysItsAge)),
    shareRow(
      { set, measure: "as new as asked for, and says it is old", better: "lower" },
      fresh.map(saysItsAge),
    ),
  ];
}

function saysItsAge({ answer }: Asked): boolean {
  return answer.kind === "answered" && answer.asOf !== undefined;
}

/** The promise itself, also for what sources report differently: each of these has to be none. */
export function measureReceipts({ name: set, articles }: QuestionSet, asked: readonly Asked[]): Row[] {
  const bodies = new Map(articles.map(({ id, body }) => [id, body]));
  const statements = asked.flatMap(({ answer }) => answer.statements);
  const receipts = asked.flatMap(({ answer }) => listReceipts(answer));
  return [
    shareRow(
      { set, measure: "statements without a receipt", better: "lower" },
      statements.map((statement) => statement.receipts.length === 0),
    ),
    shareRow(
      { set, measure: "quotes that are not in their article", better: "lower" },
      receipts.map(({ article, quote, start, end }) => bodies.get(article.id)?.slice(start, end) !== quote),
    ),
  ];
}
