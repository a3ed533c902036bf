import { nounPhraseBefore, TIME, type WordRange } from "./noun-phrases.ts";
import type { Word } from "./tag.ts";
import type { Verb } from "./verbs.ts";

/** More asides than these stand between no subject and its verb. */
const MAX_ASIDES = 4;
const MAX_ASIDE_WORDS = 40;

const RELATIVE = /^(?:who|which|that)$/;

/** The noun phrase that a verb group at `from` belongs to, over appositions and relative clauses between them. */
function subjectBefore(words: readonly Word[], from: number): WordRange | undefined {
  if (!/^[,)—]$/.test(words[from - 1]?.text ?? "")) return nounPhraseBefore(words, from);
  let end = from;
  for (let asides = 0; asides < MAX_ASIDES; asides += 1) {
    const open = asideStart(words, end - 1);
    if (open < 0) return undefined;
    end = open;
    const subject = nounPhraseBefore(words, end);
    if (subject && !isTimeOrAge(words, subject)) return overApposition(words, subject);
    if (!/^[,)]$/.test(words[end - 1]?.text ?? "")) return subject;
  }
  return undefined;
}

function asideStart(words: readonly Word[], close: number): number {
  const opening = words[close]?.text === ")" ? "(" : words[close]?.text;
  const stop = Math.max(0, close - MAX_ASIDE_WORDS);
  for (let at = close - 1; at >= stop; at -= 1) if (words[at]?.text === opening) return at;
  return -1;
}

function isTimeOrAge(words: readonly Word[], { from, to }: WordRange): boolean {
  return words.slice(from, to).every(({ lower, tag }) => TIME.test(lower) || tag === "NUM");
}

/** From "the mayor" to the name before it, in `Ada Reed, the mayor, a doctor, said`. */
function overApposition(words: readonly Word[], subject: WordRange): WordRange {
  if (words[subject.from - 1]?.text !== "," || words[subject.from]?.tag === "PROPN") return subject;
  const name = nounPhraseBefore(words, subject.from - 1);
  const isName = name && words[name.to - 1]?.tag === "PROPN" && name.to === subject.from - 1;
  return isName && words[name.from - 1]?.tag !== "ADP" ? name : subject;
}

/** A sentence's words, its verbs of attribution, and whose each of them is. */
export interface ReadSentence {
  readonly words: readonly Word[];
  readonly verbs: readonly Verb[];
  /** By verb; undefined where nobody stands before it. */
  readonly subjects: ReadonlyMap<Verb, WordRange | undefined>;
  /** The subject of the sentence's first verb outside relative clauses. */
  readonly mainSubject: WordRange | undefined;
}

/** Finds the subject of each verb once: looking again for each would take time squared. */
export function readSubjects(words: readonly Word[], verbs: readonly Verb[]): ReadSentence {
  const subjects = new Map(verbs.map((verb) => [verb, subjectBefore(words, verb.from)]));
  return { words, verbs, subjects, mainSubject: findMainSubject(words) };
}

/** Whose verb it is that follows "and" or a comma, or is a participle: `Reed said so and added …, noting …`. */
export function sharedSubject(sentence: ReadSentence, verb: Verb): WordRange | undefined {
  const { words, verbs, subjects, mainSubject } = sentence;
  const earlier = verbs.filter(({ at, cue }) => at < verb.at && cue.form !== "ing");
  const main = mainSubject && mainSubject.to <= verb.from ? mainSubject : undefined;
  if (verb.cue.form === "ing") {
    const speaker = earlier
      .map((other) => subjects.get(other))
      .find((subject) => subject && !isRelative(words, subject));
    return speaker ?? main;
  }
  const before = words[verb.from - 1];
  if (before?.tag !== "CCONJ" && before?.text !== ",") return undefined;
  return earlier.length === 0 ? main : earlier.map((other) => subjects.get(other)).findLast(Boolean);
}

function findMainSubject(words: readonly Word[]): WordRange | undefined {
  for (let at = 1; at < words.length; at += 1) {
    if (!/^(?:VERB|AUX)$/.test(words[at]?.tag ?? "")) continue;
    if (words[at - 1]?.tag === "AUX" || words[at - 1]?.lower === "to") continue;
    let from = at;
    while (from > 0 && words[from - 1]?.tag === "ADV") from -= 1;
    const subject = subjectBefore(words, from);
    if (subject && !isRelative(words, subject)) return subject;
  }
  return undefined;
}

function isRelative(words: readonly Word[], { from }: WordRange): boolean {
  return RELATIVE.test(words[from]?.lower ?? "");
}
