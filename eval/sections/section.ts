import type { Newsrooms } from "../newsrooms.ts";
import type { Measured } from "../row.ts";
import type { Runs } from "../runs.ts";
import type { Sets } from "../sets.ts";

/** A part of the table: adding one is a file beside this and a line in `index.ts`. */
export interface Section {
  /** As `--only` knows it. */
  readonly name: string;
  readonly title: string;
  measure(bench: Bench): Promise<Measured>;
}

/** What sections measure with. */
export interface Bench {
  readonly sets: Sets;
  readonly runs: Runs;
  /** For newsrooms of a section's own making. */
  readonly newsrooms: Newsrooms;
}
