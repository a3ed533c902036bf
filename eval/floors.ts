import type { Row } from "./row.ts";

/** The least that a figure may be; of one where lower is better, the most. */
export interface Floor {
  readonly limit: number;
  /** Where the number comes from. */
  readonly why: string;
}

/** The floor of a row, by its set, measure and group. */
export function findFloor(_row: Row): Floor | undefined {
  return undefined;
}
