import { retrieval } from "./retrieval.ts";
import type { Section } from "./section.ts";

/** The parts of the table, in order. */
export const sections: readonly Section[] = [retrieval];
