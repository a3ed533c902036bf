import type { Span } from "../../articles/article.ts";
import { findAttributions } from "../../articles/attributions.ts";
import { findIntroductions } from "../../articles/people.ts";
import { findWords } from "../../retrieval/words.ts";
import type { Compared, Contradiction } from "./contradictions.ts";

/** Anybody may say two words. */
const MIN_WORDS = 3;

/**
 * A quotation that the statement gives to somebody other than the source does. Only where the source presents
 * that one as a person or lets it speak elsewhere: a firm speaks through its people, and "she" may be anybody.
 */
export function findMovedQuote({ said: statement, texts }: Compared): Contradiction | undefined {
  if (!/["“”„«»]/.test(statement)) return undefined;
  const moved = findAttributions(statement).filter(({ kind }) => kind !== "indirect");
  if (moved.length === 0) return undefined;
  const sayings = texts.flatMap(findSayings);
  const people = new Set(
    [
      ...texts.flatMap(findIntroductions).map(({ name }) => name),
      ...sayings.map(({ speaker }) => speaker),
    ].map(surnameOf),
  );
  for (const { speakerName, content } of moved) {
    const name = surnameOf(speakerName ?? "");
    const quoted = wordsOf(statement.slice(content.start, content.end));
    if (!name || !people.has(name) || quoted.length < MIN_WORDS) continue;
    const holders = sayings.filter((saying) => saying.content.includes(` ${quoted.join(" ")} `));
    const [holder] = holders;
    if (holder && !holders.some(({ sentence }) => wordsOf(sentence).includes(name)))
      return { saw: [holder.speaker, name], reason: `the source lets ${holder.speaker} say it, not ${name}` };
  }
  return undefined;
}

/** Whether a text lets somebody of this last name speak, with or without a verb: “Content.” — Ada Reed. */
export function letsSpeak(text: string, surname: string): boolean {
  return findSayings(text).some(({ speaker }) => surnameOf(speaker) === surname);
}

interface Saying {
  readonly speaker: string;
  /** Its words, with a space around each. */
  readonly content: string;
  readonly sentence: string;
}

/** Who says what in a text, where it is said by name. */
function findSayings(text: string): Saying[] {
  const sliceOf = ({ start, end }: Span) => text.slice(start, end);
  return findAttributions(text).flatMap(({ speaker: span, content, sentence }) => {
    const speaker = span ? sliceOf(span) : "";
    if (surnameOf(speaker) === undefined) return [];
    return { speaker, content: ` ${wordsOf(sliceOf(content)).join(" ")} `, sentence: sliceOf(sentence) };
  });
}

const wordsOf = (text: string) => findWords(text).map((word) => word.text);

/** The last word of a name; undefined for "she" and "the mayor". */
function surnameOf(name: string): string | undefined {
  return findWords(name).findLast(
    ({ text }) => /^\p{Lu}\p{Ll}/u.test(text) && !/^(?:He|She|They|It|The|A|I|We)$/.test(text),
  )?.text;
}
