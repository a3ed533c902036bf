import type { ArticleInfo, Passage } from "../articles/article.ts";
import type { TokenUsage } from "../models/chat.ts";
import type { Hit } from "../store/store.ts";

/** What a reader gets: statements that hold up, or why there are none. */
export type Answer = Answered | Unanswered;

interface AnswerBase {
  readonly question: string;
  readonly engine: "model" | "extractive";
  /** Statements that were made and failed a check, so that no reader sees them. */
  readonly withheld: readonly Withheld[];
  /** Why the model did not answer, where one was asked: a line for the reader. */
  readonly notice?: string;
  /** The newest publication date among all stored articles: ISO 8601, UTC. */
  readonly sourcesUpTo: string | null;
  readonly timing: { readonly retrieveMs: number; readonly answerMs: number };
  /** What the model has cost, where its server counts. */
  readonly usage?: TokenUsage;
}

export interface Answered extends AnswerBase {
  readonly kind: "answered";
  readonly statements: readonly Statement[];
  /** Set where the question expects newer: when the newest article that the sources have on it was published. */
  readonly asOf?: string;
  /** What origins report differently about the same thing. */
  readonly disagreements?: readonly Disagreement[];
}

export interface Unanswered extends AnswerBase {
  readonly kind: "unanswered";
  readonly statements: readonly [];
  readonly reason: string;
  /** The nearest there is, best first: for a reader to judge, not an answer. */
  readonly nearest: readonly Hit[];
}

/** One thing that an answer says, and where it stands. */
export interface Statement {
  /** The source's own words, `…` where they are cut and `[Araqchi]` for "he"; or a shortening that follows from them. */
  readonly text: string;
  readonly wording: "source" | "model";
  /** The article's headline, where it says what the words leave open. */
  readonly headline?: string;
  /** At least one. */
  readonly receipts: readonly Receipt[];
  /** What a briefing groups by: the title of the story's newest article. */
  readonly story?: string;
  /** When it happened, where it says so only as seen from the day of its publication: "on Thursday". */
  readonly happened?: readonly NamedDay[];
  /** Set where outlets carry copies of one text: how many outlets, and how many texts they have of it. */
  readonly carriedBy?: { readonly outlets: number; readonly origins: number };
}

/** Exactly what a reader sees of a statement, receipts' marks aside. */
export function shownOf({ headline, text }: Statement): string {
  return headline === undefined ? text : `${headline}\n${text}`;
}

/** One thing that origins report differently; none of them is picked. */
export interface Disagreement {
  /** What it is about, in the words of a source: `people were killed`. */
  readonly about: string;
  /** At least two, in the order of their publication. */
  readonly sides: readonly Side[];
}

/** What one origin reports. */
export interface Side {
  /** As it stands there: `at least 14`. */
  readonly value: string;
  /** Which day that is, where it is one: `2026-02-26`. */
  readonly day?: string;
  readonly receipt: Receipt;
}

/** A day that a text names, and which one that is. */
export interface NamedDay {
  readonly text: string;
  /** `2026-02-26`. */
  readonly day: string;
}

/** A quote that the code has found in a stored article: `body.slice(start, end) === quote`. */
export interface Receipt {
  readonly passage: Passage;
  readonly article: ArticleInfo;
  readonly quote: string;
  /** In the article's body, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** `verified`: letter by letter. `repaired`: found after normalising white space, quotation marks and dashes. */
  readonly status: "verified" | "repaired";
}

export interface Withheld {
  readonly text: string;
  readonly reason: string;
}
