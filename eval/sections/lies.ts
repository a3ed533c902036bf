import type { QuestionSet } from "../data.ts";
import { createLyingModel, type Lie } from "../lying-model.ts";
import { type Row, shareRow } from "../row.ts";
import { measureReceipts } from "./answers.ts";
import type { Bench, Section } from "./section.ts";

/** What a model that lies gets past the checks, over every question there is. */
export const lies: Section = {
  name: "lies",
  title: "Lies: what reaches a reader of a model that makes things up",

  async measure(bench) {
    const rows: Row[] = [];
    for (const set of bench.sets.questions) rows.push(...(await measureSet(bench, set)));
    return { rows };
  },
};

async function measureSet({ runs }: Bench, set: QuestionSet): Promise<Row[]> {
  const liar = createLyingModel();
  const told: { readonly lie: Lie | undefined; readonly isShown: boolean }[] = [];
  const asked = await runs.askModel(set, liar, ({ statements, engine }) => {
    // Where nothing was found, nobody asked it.
    if (engine !== "model") return;
    const shown = new Set(statements.map(({ text }) => text));
    for (const [text, lie] of liar.lastReply()) told.push({ lie, isShown: shown.has(text) });
  });
  const kinds: readonly Lie[] = ["quote", "passage", "number", "name", "denial"];
  return [
    ...measureReceipts(set, asked),
    shareRow(
      { set: set.name, measure: "honest sentences shown" },
      told.filter(({ lie }) => lie === undefined).map(({ isShown }) => isShown),
    ),
    ...kinds.map((kind) =>
      shareRow(
        { set: set.name, measure: "lies shown", group: kind, better: "lower" },
        told.filter(({ lie }) => lie === kind).map(({ isShown }) => isShown),
      ),
    ),
  ];
}
