import type { Evaluation, HeldRow } from "../evaluate.ts";
import { FROZEN } from "../sets.ts";
import { renderCount } from "../table.ts";

/** Every row of an evaluation. */
export function rowsOf({ sections }: Evaluation): readonly HeldRow[] {
  return sections.flatMap(({ rows }) => rows);
}

/** A measure of a whole set: of the first set of others' data that has it, else of the project's own. */
export function findRow(rows: readonly HeldRow[], measure: string): HeldRow | undefined {
  const fitting = rows.filter((row) => row.measure === measure && row.group === undefined);
  return fitting.find(({ set }) => set !== FROZEN) ?? fitting[0];
}

/** A share as a page shows it: `95.7 %`. */
export function percent(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value === 0 || value === 1 ? `${value * 100} %` : `${(value * 100).toFixed(1)} %`;
}

/** A share with its count: `95.7 % · 1,256 of 1,312`. */
export function percentAndCount(row: HeldRow): string {
  return `${percent(row.value)} · ${renderCount(row)}`;
}

/** Those things of each set, the project's own last: what others made is harder, and says more. */
export function bySet<T extends { readonly set: string }>(things: readonly T[]): (readonly [string, T[]])[] {
  const sets = [...Map.groupBy(things, ({ set }) => set)];
  return sets.toSorted(([one], [other]) => Number(one === FROZEN) - Number(other === FROZEN));
}

/** What a set is called on the page. */
export function titleOf(set: string): string {
  return set === FROZEN ? "the project's own frozen newsroom" : set;
}
