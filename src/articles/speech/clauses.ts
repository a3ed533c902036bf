import { nounPhraseFrom, TIME } from "./noun-phrases.ts";
import type { ReadSentence } from "./subjects.ts";
import type { Word } from "./tag.ts";
import type { Verb } from "./verbs.ts";

/** What stands between a verb and "that", or a noun and its verb, is not longer. */
const MAX_INSERTED_WORDS = 24;

/** Where what was said begins behind a verb; undefined where nothing follows that its frame wants. */
export function contentStart(words: readonly Word[], verb: Verb): number | undefined {
  const { frames, lemma } = verb.cue;
  const at = verb.to;
  const next = words[at];
  if (!next || verb.hasPreposition) return next && at;
  const isSpeech = frames.has("say") || frames.has("think");
  if (isSpeech || frames.has("tell")) {
    const marked = markedStart(words, at);
    if (marked !== undefined) return marked;
  }
  if (frames.has("want") && next.lower === "to") return at;
  const toSomebody = frames.has("tell") ? behindRecipient(words, at) : undefined;
  if (toSomebody !== undefined) return toSomebody;
  const timed = skipTime(words, at);
  if (isSpeech && isClause(words, timed)) return timed;
  if (lemma === "say" && !endsClause(words, at)) return at;
  if (frames.has("call") && isNaming(words, at)) return at;
  if (frames.has("judge") && /ing$/.test(next.lower) && next.tag === "VERB") return at;
  if (frames.has("judge") && /^(?:NOUN|PROPN|PRON|DET|ADJ|QUOTE|NUM)$/.test(next.tag)) return at;
  if (frames.has("want") && /^(?:PROPN|PRON|DET|ADJ)$/.test(next.tag)) return at;
  return undefined;
}

/** Behind "that", a colon or the mark of a quotation, with when, where and to whom in between. */
export function markedStart(words: readonly Word[], from: number): number | undefined {
  for (let at = from; at < Math.min(words.length, from + MAX_INSERTED_WORDS); at += 1) {
    const word = words[at];
    const before = words[at - 1];
    if (!word || /^[.;?!]$/.test(word.text)) return undefined;
    if (word.lower === "that" || word.text === ":") return at + 1;
    if (/^(?:if|whether)$/.test(word.lower)) return at;
    if (/^(?:why|how|what|where|when)$/.test(word.lower) && at === from) return at;
    if (word.text === "," && words[at + 1]?.tag === "QUOTE") return at + 1;
    if (word.tag === "QUOTE") {
      // "told Bath Radio's “Morning Show” that": a name.
      if (before?.tag === "PART" && at > from) continue;
      return at === from || /^(?:PROPN|PRON|NOUN)$/.test(before?.tag ?? "") ? at : undefined;
    }
    if (word.tag === "AUX" || (word.tag === "VERB" && at > from)) return undefined;
    if (at === from && !/^(?:ADP|PROPN|NOUN|DET|PRON|ADV|ADJ|NUM|PUNCT)$/.test(word.tag)) return undefined;
  }
  return undefined;
}

/** `said | earlier on Thursday | it was late` */
function skipTime(words: readonly Word[], from: number): number {
  let at = from;
  while (
    TIME.test(words[at]?.lower ?? "") ||
    (words[at]?.lower === "on" && TIME.test(words[at + 1]?.lower ?? ""))
  )
    at += 1;
  return at;
}

/** `told the court | it was late`, `urged them | to wait`, `reminded them | of it` */
function behindRecipient(words: readonly Word[], from: number): number | undefined {
  const recipient = nounPhraseFrom(words, from);
  if (!recipient) return undefined;
  const isComplement = /^(?:to|of|about|not)$/.test(words[recipient.to]?.lower ?? "");
  return isComplement || isClause(words, recipient.to) ? recipient.to : undefined;
}

/** Whether a noun phrase with a finite verb begins here. */
export function isClause(words: readonly Word[], from: number): boolean {
  if (!/^(?:NOUN|PROPN|PRON|DET|ADJ|NUM|QUOTE|ADV|SCONJ|ADP)$/.test(words[from]?.tag ?? "")) return false;
  for (let at = from + 1; at < Math.min(words.length, from + MAX_INSERTED_WORDS); at += 1) {
    const word = words[at];
    if (!word || /^[.;:?!]$/.test(word.text) || /^(?:who|which|that)$/.test(word.lower)) return false;
    if (word.tag === "AUX") return true;
    if (word.tag === "VERB") return words[at - 1]?.lower !== "to" && !/ing$/.test(word.lower);
  }
  return false;
}

/** `called it a mistake`, `described it as late`: a thing and a name for it; not `called the office`. */
function isNaming(words: readonly Word[], from: number): boolean {
  const isName = (word: Word | undefined) => word?.tag === "QUOTE" || word?.lower === "as";
  const thing = nounPhraseFrom(words, from);
  if (!thing || isName(words[from])) return isName(words[from]);
  if (words.slice(from, from + MAX_INSERTED_WORDS).some(isName)) return true;
  const next = words[thing.to];
  return (
    /^(?:DET|ADJ|NOUN|PROPN)$/.test(next?.tag ?? "") || /^(?:his|her|its|their)$/.test(next?.lower ?? "")
  );
}

/** Whether a clause ends here, or only when, where and how something was said follows. */
export function endsClause(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (!word || word.tag === "QUOTE" || /^[.,;:?!)—–]$/.test(word.text) || TIME.test(word.lower)) return true;
  return /^(?:ADP|SCONJ|ADV)$/.test(word.tag) && !/^(?:that|if|whether|of|like)$/.test(word.lower);
}

/** A new main clause within this many words of ", and" has a verb of attribution: it says what somebody else said. */
const NEXT_CLAUSE_WORDS = 12;

/** Where what was said ends: at the sentence's end, or where the next attribution begins. */
export function contentEnd({ words, verbs }: ReadSentence, from: number): number {
  const later = verbs.filter((verb) => verb.from > from);
  const starts = new Map(later.map((verb) => [verb.from, verb]));
  const isVerbWithin = (at: number, count: number) => {
    for (let index = at; index <= at + count; index += 1) if (starts.has(index)) return true;
    return false;
  };
  let parentheses = 0;
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    const next = words[at + 1];
    if (!word || !next || /^[;―]$/.test(word.text)) return next ? at : words.length;
    if (word.text === "(") parentheses += 1;
    if (word.text === ")") parentheses -= 1;
    if (parentheses < 0) return at;
    if (word.text === "," && at > from + 1) {
      const verb = starts.get(at + 1) ?? (/^(?:ADV|CCONJ)$/.test(next.tag) ? starts.get(at + 2) : undefined);
      if (verb && verb.cue.form !== "base") return at;
      if (/^(?:according|but|while|though|although)$/.test(next.lower)) return at;
      if (next.lower === "and" && isVerbWithin(at + 1, NEXT_CLAUSE_WORDS)) return at;
    }
    if (word.tag === "CCONJ" && opensAttribution(words, at + 1, starts)) return at;
    if (word.tag === "QUOTE" && at > from && isCutBehind(word, next)) return at + 1;
  }
  return words.length;
}

/** `… and | said`, `… and | Reed said` */
function opensAttribution(words: readonly Word[], from: number, starts: ReadonlyMap<number, Verb>): boolean {
  if (starts.has(from)) return true;
  if (!/^(?:PROPN|PRON)$/.test(words[from]?.tag ?? "")) return false;
  for (let at = from + 1; at <= from + 3; at += 1) {
    const verb = starts.get(at);
    if (verb) return verb.cue.form !== "ing" && verb.cue.frames.has("say");
    if (!/^(?:PROPN|PRON|NOUN)$/.test(words[at]?.tag ?? "")) return false;
  }
  return false;
}

/** `the “bridge tax,” | a charge on lorries`, `“late” | — though it was not`: the rest explains the quotation. */
function isCutBehind(quote: Word, next: Word): boolean {
  if (/^(?:—|–|--|-)$/.test(next.text)) return true;
  return /,['’]?(?:["”’]|'')$/.test(quote.text) && next.tag !== "CCONJ" && next.tag !== "QUOTE";
}
