import type { Row } from "./row.ts";
import { FROZEN } from "./sets.ts";

/** The least that a figure may be; of one where lower is better, the most. */
export interface Floor {
  readonly limit: number;
  /** Where the number comes from. */
  readonly why: string;
}

/**
 * What the project's own newsroom has to reach, with no vectors; CI runs it. Most floors lie one question, claim or
 * statement below what is reached, so that a change of taste passes and a break does not: raise them with what they
 * hold. A measure alone is about the whole set, `group: measure` about a part of it.
 */
const FROZEN_FLOORS: Readonly<Record<string, Floor>> = {
  "any evidence in the top 10 (Hits@10)": { limit: 0.98, why: "all 54; one may be missed" },
  "all evidence in the top 10": { limit: 0.96, why: "all 54; two may lack a piece" },
  "share of the evidence found": { limit: 0.98, why: "1.000; as above" },
  "Hits@4": { limit: 0.96, why: "all 54; two may come later" },
  "MAP@10": { limit: 0.89, why: ".920; one question falling from first to third costs .012" },
  "MRR@10": { limit: 0.94, why: ".965; as above" },
  "nDCG@10": { limit: 0.95, why: ".970; as above" },

  "unanswerable, left unanswered": { limit: 0.41, why: "6 of 12 near misses; one may be answered" },
  "answerable, wrongly refused": { limit: 0.04, why: "none of 54; two may be" },

  "short answer contained": { limit: 0.88, why: "49 of 54; one may be lost" },
  "evidence quoted": { limit: 0.87, why: "48 of 54; one may be lost" },
  "every part and side shown": { limit: 0.5, why: "6 of 10; one may be lost" },
  "older than asked for, and says so": { limit: 1, why: "4 of 4" },
  "as new as asked for, and says it is old": { limit: 0.04, why: "1 of 50; one more may be" },
  "statements without a receipt": { limit: 0, why: "the promise" },
  "quotes that are not in their article": { limit: 0, why: "the promise" },

  "balanced accuracy": { limit: 0.79, why: ".813 over 24 true and 24 false claims; one costs .021" },
  "numbers: balanced accuracy": { limit: 0.66, why: "one of three is stopped, and no true claim" },
  "names: balanced accuracy": { limit: 1, why: "all three are stopped, and no true claim" },
  "dates: balanced accuracy": {
    limit: 0.83,
    why: "all three are stopped, and one true one: told too freely",
  },
  "negation: balanced accuracy": { limit: 1, why: "all three are stopped, and no true claim" },
  "direction: balanced accuracy": { limit: 0.83, why: "two of three are stopped, and no true claim" },
  "modality: balanced accuracy": { limit: 0.83, why: "two of three are stopped, and no true claim" },
  "attribution: balanced accuracy": { limit: 0.66, why: "one of three is stopped, and no true claim" },
  "antonym: balanced accuracy": { limit: 0.66, why: "two of three are stopped, and one true one" },

  "direct: precision": { limit: 0.88, why: "9 of 9; one may be wrong" },
  "direct: recall": { limit: 0.88, why: "9 of 9; one may be missed" },
  "mixed: precision": { limit: 0.75, why: "3 of 3; one more may be wrong" },
  "mixed: recall": { limit: 0.66, why: "3 of 3; one may be missed" },
  "indirect: precision": { limit: 0.7, why: "15 of 20; one more may be wrong" },
  "indirect: recall": { limit: 0.93, why: "15 of 15; one may be missed" },

  "prompt tokens, mean": {
    limit: 1250,
    why: "1,178; the rules are 420 of them, and each passage has its outlet and day",
  },
  "prompt tokens, p95": { limit: 1650, why: "1,575; as above" },
  "share of the evidence read": { limit: 0.98, why: "all 54; one may be left out" },
  "short answer read": { limit: 0.98, why: "all 54; one may be left out" },

  "own words shown": {
    limit: 0.8,
    why: "68 of 82, written by a model that saw the prompt alone; the rest is the source's",
  },
  "the source's words instead": { limit: 0.19, why: "13 of 82; as above" },
  "nothing shown": { limit: 0.02, why: "1 of 82, whose quote is of another passage" },
  "source's words that are not in their article": { limit: 0, why: "none of 13" },

  "honest sentences shown": { limit: 0.98, why: "132 of 132; two may be withheld" },
  "quote: lies shown": { limit: 0, why: "the promise" },
  "passage: lies shown": { limit: 0, why: "the promise" },
  "number: lies shown": { limit: 0, why: "none of 132" },
  "name: lies shown": { limit: 0, why: "none of 132" },
  "denial: lies shown": { limit: 0.02, why: "none of 60; one may be" },
  "replies with what an instruction wanted": {
    limit: 0,
    why: "none of 8",
  },
};

/** What the shared data is meant to show at least; nothing fails where it does not. */
const AIMS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "multihop-rag": {
    "quote: lies shown": 0,
    "passage: lies shown": 0,
    "number: lies shown": 0,
    "name: lies shown": 0,
    "any evidence in the top 10 (Hits@10)": 0.95,
    "all evidence in the top 10": 0.35,
    "share of the evidence found": 0.66,
    "MRR@10": 0.68,
    "unanswerable, left unanswered": 0.78,
    "answerable, wrongly refused": 0.08,
    "statements without a receipt": 0,
    "quotes that are not in their article": 0,
  },
  "realtimeqa-2022": {
    "quote: lies shown": 0,
    "passage: lies shown": 0,
    "number: lies shown": 0,
    "name: lies shown": 0,
    "right article in the top 4": 0.85,
    "right article in the top 10": 0.92,
    "statements without a receipt": 0,
    "quotes that are not in their article": 0,
  },
  "rgb-en": {
    "quote: lies shown": 0,
    "passage: lies shown": 0,
    "number: lies shown": 0,
    "name: lies shown": 0,
    "distractors only, left unanswered": 0.6,
    "evidence among distractors, wrongly refused": 0.1,
    "statements without a receipt": 0,
    "quotes that are not in their article": 0,
  },
  "citation-check": {
    "qags-cnndm: balanced accuracy": 0.75,
    "qags-xsum: balanced accuracy": 0.66,
    "faithbench: balanced accuracy": 0.66,
    "AttributionBench: balanced accuracy": 0.76,
  },
  drafts: {
    "false shown as written": 0.03,
    "true lost": 0,
    "source's words that are not in their article": 0,
  },
  says: { "own words shown": 0.68, "source's words that are not in their article": 0 },
  speakers: {
    "direct: precision": 0.85,
    "direct: recall": 0.8,
    "mixed: precision": 0.72,
    "mixed: recall": 0.55,
    "indirect: precision": 0.72,
    "indirect: recall": 0.3,
  },
};

/** The floor of a row of the frozen newsroom, the aim of one of the shared data; undefined where there is none. */
export function findFloor({ set, measure, group }: Row): Floor | undefined {
  const key = group === undefined ? measure : `${group}: ${measure}`;
  if (set === FROZEN) return FROZEN_FLOORS[key];
  const limit = AIMS[set]?.[key];
  return limit === undefined ? undefined : { limit, why: "an aim" };
}

/** Every floor that CI holds, as `measure` or `group: measure`. */
export function listFloors(): string[] {
  return Object.keys(FROZEN_FLOORS);
}
