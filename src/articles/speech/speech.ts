import type { Span } from "../article.ts";
import { behindContent } from "./behind.ts";
import { contentEnd, contentStart } from "./clauses.ts";
import { findCue } from "./cues.ts";
import { nounPhraseBefore, type WordRange } from "./noun-phrases.ts";
import type { Parts } from "./parts.ts";
import { type ReadSentence, readSubjects, sharedSubject } from "./subjects.ts";
import { tagWords, type Word } from "./tag.ts";
import { readVerbs, type Verb } from "./verbs.ts";
import { accordingTo, introduced, signed } from "./without-verb.ts";

/** Who says what, as spans of the sentence that says so. */
export interface Speech {
  readonly speaker: Span;
  /** Whom the speaker stands for where it is "who" or "which". */
  readonly antecedent?: Span;
  readonly content: Span;
}

/** No sentence of a newspaper has more; looking at all of a longer one for each of its verbs takes time squared. */
const MAX_WORDS = 250;

/** Two short words: anything less is "he said so". */
const MIN_CONTENT_CHARS = 4;

/**
 * Finds who says what in a sentence whose quotations are known, in order. What somebody is said to have said of
 * somebody else's words stays within the first one's: "Reed said that Shaw denied it" is Reed's alone.
 */
export function findSpeech(sentence: string, quotes: readonly Span[]): Speech[] {
  if (quotes.length === 0 && !mayAttribute(sentence)) return [];
  const words = tagWords(sentence, quotes, MAX_WORDS);
  const read = readSubjects(words, readVerbs(words));
  const found = read.verbs.flatMap((verb) => behindContent(read, verb) ?? beforeContent(read, verb) ?? []);
  found.push(...introduced(read, found), ...signed(words));
  found.push(...words.flatMap((_, at) => accordingTo(words, at) ?? []));
  return found
    .filter((parts) => !found.some((other) => other !== parts && isWithin(parts, other)))
    .map((parts) => ({ ...parts, content: trim(words, parts.content) }))
    .filter(({ content }) => content.from < content.to)
    .map((parts) => toSpeech(words, parts))
    .filter(({ content }) => content.end - content.start >= MIN_CONTENT_CHARS)
    .toSorted((a, b) => a.content.start - b.content.start);
}

/** Whether a sentence has a word that attributes: to tag one that has none takes time for nothing. */
function mayAttribute(sentence: string): boolean {
  const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some((word) => word === "according" || findCue(word) !== undefined);
}

function toSpeech(words: readonly Word[], { speaker, content }: Parts): Speech {
  const isRelative = /^(?:who|which)$/.test(words[speaker.from]?.lower ?? "");
  const comma = words[speaker.from - 1]?.text === "," ? 1 : 0;
  const antecedent = isRelative ? nounPhraseBefore(words, speaker.from - comma) : undefined;
  const spans = { speaker: spanOf(words, speaker), content: spanOf(words, content) };
  return antecedent ? { ...spans, antecedent: spanOf(words, antecedent) } : spans;
}

function isWithin(parts: Parts, other: Parts): boolean {
  const holds = ({ content }: Parts, at: number) => content.from <= at && at < content.to;
  if (!holds(other, parts.at)) return false;
  return !holds(parts, other.at) || (other.isBehind && !parts.isBehind);
}

/** `The minister said (that) content`, `told them content`, `called it content`, `criticized content`. */
function beforeContent(sentence: ReadSentence, verb: Verb): Parts | undefined {
  const { words, subjects } = sentence;
  const isParticiple = verb.cue.form === "ing" && verb.from === verb.at;
  const own = isParticiple ? undefined : subjects.get(verb);
  const speaker = own ?? sharedSubject(sentence, verb);
  if (!speaker || !canSpeak(words, speaker, verb)) return undefined;
  const from = contentStart(words, verb);
  if (from === undefined) return undefined;
  const comma = isIntroductory(words, speaker)
    ? words.findIndex(({ text }, at) => at > from && text === ",")
    : -1;
  const to = comma < 0 ? contentEnd(sentence, from) : comma;
  return to > from ? { speaker, content: { from, to }, at: verb.at, isBehind: false } : undefined;
}

/** "This shows" and "that says" are nobody's words, and only somebody who speaks is "it" or "who". */
function canSpeak(words: readonly Word[], { from, to }: WordRange, { cue }: Verb): boolean {
  const word = words[from]?.lower ?? "";
  if (to - from > 1) return true;
  if (/^(?:it|who|they)$/.test(word)) return cue.frames.has("say") || cue.frames.has("tell");
  return !/^(?:this|there|what|these|those|not|such|one|that|which|itself|when|how|why|where)$/.test(word);
}

/** `While Reed said so, others …`: what was said ends with the introduction. */
function isIntroductory(words: readonly Word[], { from }: WordRange): boolean {
  const opener = words[from - 1];
  const isOpener =
    opener?.tag === "SCONJ" ||
    /^(?:after|before|since|as|while|when|if|although|though|because)$/.test(opener?.lower ?? "");
  return isOpener && (from <= 2 || words[from - 2]?.text === ",");
}

function trim(words: readonly Word[], { from, to }: WordRange): WordRange {
  const isMark = (at: number) => /^[.,;:—–()]$/.test(words[at]?.text ?? "");
  let start = from;
  let end = to;
  while (start < end && (isMark(start) || (start === from && words[start]?.lower === "that"))) start += 1;
  while (end > start && isMark(end - 1)) end -= 1;
  return { from: start, to: end };
}

function spanOf(words: readonly Word[], { from, to }: WordRange): Span {
  return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
}
