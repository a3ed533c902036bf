/** One line of the table. */
export interface Row {
  /** The data that it was measured on. */
  readonly set: string;
  readonly measure: string;
  /** The part of the set that it is about, such as a question type; undefined: all of it. */
  readonly group?: string;
  readonly value: number;
  readonly unit: "share" | "mean" | "ms" | "tokens" | "count";
  /** How many counted, and out of how many; a mean has only the latter. */
  readonly hits?: number;
  readonly of: number;
  readonly better: "higher" | "lower";
}

/** What became of one question, for whoever looks for the reason. */
export interface Case {
  readonly set: string;
  readonly type: string;
  readonly question: string;
  readonly outcome: Outcome;
  /** What should have been found or said. */
  readonly expected: readonly string[];
  /** What was found or said instead, best first. */
  readonly found: readonly string[];
}

/** From good to bad. */
export const OUTCOMES = [
  "answered",
  "rightly refused",
  "evidence found, not in the answer",
  "no evidence in the ten",
  "wrongly refused",
  "wrongly answered",
] as const;
/** One of them. */
export type Outcome = (typeof OUTCOMES)[number];

/** What a section measured. */
export interface Measured {
  readonly rows: readonly Row[];
  readonly cases?: readonly Case[];
  /** What was not measured, and why: a line each. */
  readonly notes?: readonly string[];
}

interface Place {
  readonly set: string;
  readonly measure: string;
  readonly group?: string;
  /** Higher, unless it says otherwise. */
  readonly better?: Row["better"];
}

/** How many of the flags are set. */
export function shareRow(place: Place, flags: readonly boolean[]): Row {
  const hits = flags.filter(Boolean).length;
  return { better: "higher", ...place, value: hits / flags.length, unit: "share", hits, of: flags.length };
}

/** The mean of some scores between 0 and 1. */
export function meanRow(place: Place, values: readonly number[]): Row {
  const total = values.reduce((sum, value) => sum + value, 0);
  return { better: "higher", ...place, value: total / values.length, unit: "mean", of: values.length };
}

/** The same figure for everything, and for each group when there are several. */
export function withGroups<T>(
  items: readonly T[],
  groupOf: (item: T) => string,
  measure: (items: readonly T[], group: { readonly group?: string }) => readonly Row[],
): Row[] {
  const groups = Map.groupBy(items, groupOf);
  const parts = groups.size < 2 ? [] : [...groups].flatMap(([group, part]) => measure(part, { group }));
  return [...(items.length === 0 ? [] : measure(items, {})), ...parts];
}
