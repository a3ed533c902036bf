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
  return Number.isNaN(value) ? "–" : `${(value * 100).toFixed(1).replace(/\.0$/, "")} %`;
}

/** A share with its count: `95.7 % · 1,256 of 1,312`. */
export function percentAndCount(row: HeldRow): string {
  return `${percent(row.value)} · ${renderCount(row)}`;
}

/** The distinct sets of some rows, in their order. */
export function setsOf(rows: readonly { readonly set: string }[]): string[] {
  return [...new Set(rows.map(({ set }) => set))];
}
