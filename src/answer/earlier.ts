import { interpret } from "../retrieval/interpret.ts";

/** What a follow-up leans on. */
export interface Earlier {
  readonly question: string;
  /** The statements that answered it. */
  readonly answer: readonly string[];
}

/** Words that point back to what was said before. */
const LEANING =
  /\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its|this|that|these|those|there|then|so|both|either|neither|former|latter|same|other|others|one|ones)\b/i;

/**
 * What to search for: the follow-up itself, and where it names nothing or points back ("when do they meet again?")
 * also what the earlier question was about. Where that named nothing either, its words have to do.
 */
export function addEarlierSubject(question: string, earlier: Earlier | undefined, now: Date): string {
  if (!earlier) return question;
  const own = interpret(question, { now, outlets: [] });
  if (own.names.length > 0 && !LEANING.test(question)) return question;
  const before = interpret(earlier.question, { now, outlets: [] });
  const subject = before.names.length > 0 ? before.names : before.terms;
  const missing = subject.filter((word) => !question.toLowerCase().includes(word.toLowerCase()));
  return missing.length === 0 ? question : `${question} (${missing.join(", ")})`;
}
