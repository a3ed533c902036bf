import type { WordRange } from "./noun-phrases.ts";

/** Who says what in a sentence, by its words. */
export interface Parts {
  readonly speaker: WordRange;
  readonly content: WordRange;
  /** The word that attributes. */
  readonly at: number;
  /** Whether it stands behind what was said, which then is all that was said before it. */
  readonly isBehind: boolean;
}
