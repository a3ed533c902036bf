import { contentEnd, endsClause, isClause, markedStart } from "./clauses.ts";
import { findCue } from "./cues.ts";
import { nounPhraseFrom, TIME, type WordRange } from "./noun-phrases.ts";
import type { Parts } from "./parts.ts";
import type { ReadSentence } from "./subjects.ts";
import type { Word } from "./tag.ts";
import type { Verb } from "./verbs.ts";

const ENDS_INSIDE = /[,?!.…—–-]['’]?\s?(?:["”’»]|'')$/;

/** `“Content,” said the minister.`, `“Content,” the minister said.`, `Content, the minister said on Monday.` */
export function behindContent(sentence: ReadSentence, verb: Verb): Parts | undefined {
  const { frames, form } = verb.cue;
  const isPointedOut = verb.hasPreposition && sentence.words[verb.to - 1]?.lower === "out";
  if (form === "ing" || !(frames.has("say") || frames.has("tell") || frames.has("think") || isPointedOut))
    return undefined;
  return inverted(sentence, verb) ?? behindQuote(sentence, verb) ?? behindClause(sentence, verb);
}

/** `“Content,” said the minister.`, `Content, said the minister.` */
function inverted({ words }: ReadSentence, verb: Verb): Parts | undefined {
  const before = words[verb.from - 1];
  const isQuote = quoteBefore(words, verb.from) >= 0;
  if (!isQuote && !/^[,—–-]$/.test(before?.text ?? "")) return undefined;
  const speaker = nounPhraseFrom(words, verb.to);
  if (!speaker) return undefined;
  if (!isQuote && (verb.cue.lemma !== "say" || verb.from < 4 || !endsClause(words, speaker.to)))
    return undefined;
  const content = contentBefore(words, isQuote ? verb.from : verb.from - 1);
  return { speaker, content: overQuote(words, content, speaker.to), at: verb.at, isBehind: true };
}

/** `“Content,” the minister said.`, also where the quotation goes on behind it. */
function behindQuote(sentence: ReadSentence, verb: Verb): Parts | undefined {
  const { words, subjects } = sentence;
  const speaker = subjects.get(verb);
  if (!speaker || quoteBefore(words, speaker.from) < 0 || words[verb.to]?.tag === "QUOTE") return undefined;
  const content = contentBefore(words, speaker.from);
  const isPart = words.slice(content.from, content.to).some(({ tag }) => tag !== "QUOTE" && tag !== "PUNCT");
  // "On “The Morning Show,” Reed said it was late."
  if (isPart && /^(?:ADP|SCONJ)$/.test(words[content.from]?.tag ?? "") && !endsClause(words, verb.to))
    return undefined;
  const goesOn = isPart && words[verb.to]?.text === ",";
  const isOn = goesOn && (words[verb.to + 1]?.tag === "CCONJ" || isClause(words, verb.to + 1));
  const whole = isOn
    ? { from: content.from, to: contentEnd(sentence, verb.to + 2) }
    : overQuote(words, content, verb.to);
  return { speaker, content: whole, at: verb.at, isBehind: true };
}

/** `Content, the minister said.`, `The bridge, the minister said, is open.` */
function behindClause(sentence: ReadSentence, verb: Verb): Parts | undefined {
  const { words, subjects } = sentence;
  const speaker = subjects.get(verb);
  if (!speaker || !/^[,?!—–]$/.test(words[speaker.from - 1]?.text ?? "") || !isTail(words, verb))
    return undefined;
  const content = contentBefore(words, speaker.from - 1);
  const behind = words[verb.to];
  const isMiddle = behind?.text === ",";
  if (content.to - content.from < MIN_CLAUSE_WORDS && !isMiddle) return undefined;
  const next = words[verb.to + 1];
  const splitsClause =
    isMiddle && /^(?:VERB|AUX|ADV)$/.test(next?.tag ?? "") && !/ing$/.test(next?.lower ?? "");
  const isEnd = !behind || behind.text === ".";
  if (!isEnd && !splitsClause && isIntroduction(words, content)) return undefined;
  const isFollowedByParticiple = sentence.verbs.find(({ at }) => at > verb.at)?.cue.form === "ing";
  const goesOn = next?.tag !== "ADP" || isClause(words, verb.to + 1);
  const to = isMiddle && goesOn && !isFollowedByParticiple ? contentEnd(sentence, verb.to + 1) : content.to;
  return { speaker, content: { from: content.from, to }, at: verb.at, isBehind: true };
}

/** Fewer words before ", he said" are no clause. */
const MIN_CLAUSE_WORDS = 4;

/** Whether only when, where and how follow the verb. */
function isTail(words: readonly Word[], verb: Verb): boolean {
  const next = words[verb.to];
  if (!next || /^[.,]$/.test(next.text)) return words[verb.to + 1]?.tag !== "QUOTE";
  if (!verb.cue.frames.has("say") && !TIME.test(next.lower)) return false;
  return endsClause(words, verb.to) && markedStart(words, verb.to) === undefined;
}

/** Words that only say when or where are no content: "On Monday, he said". */
function isIntroduction(words: readonly Word[], { from, to }: WordRange): boolean {
  const content = words.slice(from, to);
  if (!content.some(({ tag }) => /^(?:VERB|AUX|QUOTE)$/.test(tag))) return true;
  return !content.some(({ text }) => text === ",") && /^(?:SCONJ|ADP|VERB)$/.test(content[0]?.tag ?? "");
}

/** The index of a quotation that ends before `at` and leads over to an attribution; -1 when there is none. */
function quoteBefore(words: readonly Word[], at: number): number {
  const before = words[at - 1];
  if (before?.tag === "QUOTE") return ENDS_INSIDE.test(before.text) ? at - 1 : -1;
  return before?.text === "," && words[at - 2]?.tag === "QUOTE" ? at - 2 : -1;
}

/** What stands before an attribution: from the sentence's start, or from the mark of its quotation. */
export function contentBefore(words: readonly Word[], to: number): WordRange {
  let from = to;
  while (from > 0 && !/^[;―]$/.test(words[from - 1]?.text ?? "")) from -= 1;
  let quoted = to;
  while (quoted > from && /^(?:QUOTE|PUNCT)$/.test(words[quoted - 1]?.tag ?? "")) quoted -= 1;
  // "Asked why, he said: “Content”": what a comma or a colon parts from the quotation is not part of it.
  const isApart = /^[,:]$/.test(words[quoted]?.text ?? "") && words[quoted + 1]?.tag === "QUOTE";
  return isApart ? { from: quoted + 1, to } : { from, to };
}

/** A quotation this far behind an attribution is not part of it. */
const MAX_WORDS_TO_NEXT_QUOTE = 14;

/** Goes on over `, he said,` to the quotation behind it. */
function overQuote(words: readonly Word[], content: WordRange, from: number): WordRange {
  const next = words.slice(from, from + MAX_WORDS_TO_NEXT_QUOTE + 1).findIndex(({ tag }) => tag === "QUOTE");
  const before = words[from + next - 1];
  const isNext = next >= 0 && (before?.tag === "CCONJ" || /^[,:.;—–-]$/.test(before?.text ?? ""));
  if (!isNext || words.slice(from, from + next).some(({ lower }) => findCue(lower))) return content;
  return { from: content.from, to: from + next + 1 };
}
