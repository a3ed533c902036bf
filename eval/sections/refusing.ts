import type { QuestionSet } from "../data.ts";
import { hasEvidence, isUnanswerable } from "../evidence.ts";
import { type Row, shareRow, withGroups } from "../row.ts";
import type { Asked } from "../runs.ts";
import type { Bench, Section } from "./section.ts";

/** Both errors: what should be refused and is not, and what should not be and is. */
export const refusing: Section = {
  name: "refusing",
  title: "Refusing: left unanswered where nothing answers, and only there",

  async measure(bench) {
    const rows: Row[] = [];
    for (const set of bench.sets.questions) {
      const isOfDistractors = set.questions.some(({ distractors }) => distractors !== undefined);
      rows.push(...(isOfDistractors ? await measureAlone(bench, set) : await measureTogether(bench, set)));
    }
    return { rows };
  },
};

async function measureTogether({ sets, runs }: Bench, set: QuestionSet): Promise<Row[]> {
  const asked = await runs.ask(set);
  const without = asked.filter(({ question }) => isUnanswerable(question));
  const withEvidence = asked.filter(({ question }) => hasEvidence(question));
  const rows = [
    ...(without.length === 0
      ? []
      : [shareRow({ set: set.name, measure: "unanswerable, left unanswered" }, without.map(isRefused))]),
    ...withGroups(
      withEvidence,
      ({ question }) => question.type,
      (part, group) => [
        shareRow(
          { set: set.name, measure: "answerable, wrongly refused", ...group, better: "lower" },
          part.map(isRefused),
        ),
      ],
    ),
  ];
  return without.length > 0 ? rows : [...(await measureElsewhere({ sets, runs }, set)), ...rows];
}

/** Where all questions have answers, another set's newsroom has none of them. */
async function measureElsewhere(
  { sets, runs }: Pick<Bench, "sets" | "runs">,
  set: QuestionSet,
): Promise<Row[]> {
  const other = sets.questions.toReversed().find(({ questions }) => questions.some(isUnanswerable));
  if (!other) return [];
  const questions = set.questions.filter(hasEvidence);
  const asked = await runs.ask({ ...other, name: `${set.name} elsewhere`, questions });
  return [
    shareRow(
      { set: set.name, measure: `put to ${other.name}'s newsroom, left unanswered` },
      asked.map(isRefused),
    ),
  ];
}

/** Each question has a newsroom of its own: its distractors alone, or its evidence among them. */
async function measureAlone({ runs }: Bench, set: QuestionSet): Promise<Row[]> {
  const near = await runs.askAlone(set, ({ distractors = [] }) => distractors);
  const all = await runs.askAlone(set, ({ distractors = [], evidence }) => [
    ...distractors,
    ...evidence.map(({ articleId }) => articleId),
  ]);
  return [
    shareRow({ set: set.name, measure: "distractors only, left unanswered" }, near.map(isRefused)),
    shareRow(
      { set: set.name, measure: "evidence among distractors, wrongly refused", better: "lower" },
      all.map(isRefused),
    ),
  ];
}

function isRefused({ answer }: Asked): boolean {
  return answer.kind === "unanswered";
}
