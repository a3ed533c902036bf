import type { Row } from "../row.ts";
import { percentile } from "../scores.ts";
import type { Section } from "./section.ts";

/** How long a question takes. */
export const time: Section = {
  name: "time",
  title: "Time for one question",

  async measure({ sets, runs }) {
    const rows: Row[] = [];
    for (const set of sets.questions) {
      const found = (await runs.find(set)).map(({ ms }) => ms);
      const asked = (await runs.ask(set)).map(
        ({ answer: { timing } }) => timing.retrieveMs + timing.answerMs,
      );
      rows.push(...rowsOf(set.name, "finding", found), ...rowsOf(set.name, "answering", asked));
    }
    return { rows };
  },
};

function rowsOf(set: string, what: string, ms: readonly number[]): Row[] {
  return [0.5, 0.99].map((share) => ({
    set,
    measure: `${what}, p${share * 100}`,
    value: percentile(ms, share),
    unit: "ms",
    of: ms.length,
    better: "lower",
  }));
}
