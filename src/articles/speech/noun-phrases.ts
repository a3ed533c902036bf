import type { Word } from "./tag.ts";

/** The words `from` to `to` of a sentence, half open. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** Looking further for where a phrase begins or ends would take time squared in a flood of words. */
const MAX_PHRASE_WORDS = 25;

const NOMINAL = /^(?:NOUN|PROPN|ADJ|DET|NUM|SYM)$/;
const POSSESSIVE = /^(?:his|her|its|their|my|our|your)$/;
const SPEAKING_PRONOUN =
  /^(?:it|he|she|they|i|we|who|which|that|some|many|others|both|nobody|everyone|everybody|anyone|someone|all|most|none|one)$/;
const INNER_PREPOSITION = /^(?:of|for|in|at|from|with|on|to|by|behind|near|against)$/;
const TRAILING_PREPOSITION = /^(?:of|for|from)$/;
const MEDIUM =
  /^(?:statement|interview|speech|email|e-mail|tweet|letter|post|debate|rally|report|article|memo|briefing|conference)$/;

/** Words for when something was said: they stand between speaker and verb, or behind the verb. */
export const TIME =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tonight|recently|later|earlier|last|this|early|late|afterward|january|february|march|april|may|june|july|august|september|october|november|december)$/;

/** The noun phrase that ends before `end`, over adverbials: `Reed | on Monday | said`. */
export function nounPhraseBefore(words: readonly Word[], end: number): WordRange | undefined {
  const to = skipAdverbials(words, end);
  const last = words[to - 1];
  if (!last) return undefined;
  if (last.tag === "PRON" && !POSSESSIVE.test(last.lower)) {
    return SPEAKING_PRONOUN.test(last.lower) ? { from: to - 1, to } : undefined;
  }
  if (!/^(?:NOUN|PROPN|NUM|ADJ)$/.test(last.tag) && !SPEAKING_PRONOUN.test(last.lower)) return undefined;
  let from = to - 1;
  while (from > Math.max(0, to - MAX_PHRASE_WORDS) && isPartBefore(words, from - 1)) from -= 1;
  const phrase = cutOpening(words, { from, to });
  return phrase && overModifier(words, phrase);
}

/** The noun phrase that begins at `from`: up to a comma, a verb or an adverbial. */
export function nounPhraseFrom(words: readonly Word[], from: number): WordRange | undefined {
  const first = words[from];
  if (!first || TIME.test(first.lower)) return undefined;
  if (first.tag === "PRON" && !POSSESSIVE.test(first.lower)) return { from, to: from + 1 };
  if (!NOMINAL.test(first.tag) && !POSSESSIVE.test(first.lower)) return undefined;
  let to = from + 1;
  while (to < Math.min(words.length, from + MAX_PHRASE_WORDS) && isPartBehind(words, to)) to += 1;
  while (to > from + 1 && /^(?:ADP|CCONJ|PUNCT|DET)$/.test(words[to - 1]?.tag ?? "")) to -= 1;
  return { from, to };
}

function skipAdverbials(words: readonly Word[], end: number): number {
  let to = end;
  for (;;) {
    const lower = words[to - 1]?.lower ?? "";
    const before = words[to - 2]?.lower ?? "";
    const isTime =
      TIME.test(lower) ||
      (lower === "on" && to < end) ||
      (/^(?:week|month|year|morning|night|evening|afternoon)$/.test(lower) && TIME.test(before));
    if (to === 0 || !isTime) break;
    to -= 1;
  }
  if (to > 2 && words[to - 2]?.tag === "ADP" && /^(?:19|20)\d\d$/.test(words[to - 1]?.text ?? ""))
    return to - 2;
  const isMedium = to > 3 && words[to - 3]?.tag === "ADP" && words[to - 2]?.tag === "DET";
  return isMedium && MEDIUM.test(words[to - 1]?.lower ?? "") ? to - 3 : to;
}

function isPartBefore(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const before = words[at - 1];
  if (!word || word.lower === "that") return false;
  return (
    NOMINAL.test(word.tag) ||
    isGenitive(word) ||
    POSSESSIVE.test(word.lower) ||
    (word.tag === "ADP" && INNER_PREPOSITION.test(word.lower)) ||
    (word.lower === "and" && NOMINAL.test(before?.tag ?? "") && before?.tag === words[at + 1]?.tag) ||
    /^[-&/]$/.test(word.text) ||
    (word.tag === "QUOTE" && isNickname(word)) ||
    (word.tag === "VERB" && before?.tag === "DET")
  );
}

function isPartBehind(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const before = words[at - 1];
  if (!word || TIME.test(word.lower)) return false;
  const opensAnother = word.tag === "DET" || POSSESSIVE.test(word.lower);
  return (
    (NOMINAL.test(word.tag) && (!opensAnother || /^(?:ADP|CCONJ)$/.test(before?.tag ?? ""))) ||
    isGenitive(word) ||
    (word.tag === "ADP" && TRAILING_PREPOSITION.test(word.lower)) ||
    (word.lower === "and" && before?.tag === words[at + 1]?.tag) ||
    /^[-&/]$/.test(word.text)
  );
}

function isGenitive({ tag, text }: Word): boolean {
  return tag === "PART" && /['’]s?$/.test(text);
}

/** `James “Jim” Reed`, `the “no” camp`: a few quoted words within a phrase. */
function isNickname({ text }: Word): boolean {
  return text.length < 30 && !/[,.?!]['’]?["”’']+$/.test(text);
}

/** Without what a preposition in front opens: "In a letter | Reed", "of | the mayor". */
function cutOpening(words: readonly Word[], { from, to }: WordRange): WordRange | undefined {
  let start = from;
  if (words[from]?.tag === "ADP" || words[from - 1]?.tag === "ADP") {
    for (let at = to - 1; at > from && start === from; at -= 1) if (opensPhrase(words, at)) start = at;
  }
  while (start < to && /^(?:ADP|CCONJ|PUNCT|PART)$/.test(words[start]?.tag ?? "")) start += 1;
  return start < to ? { from: start, to } : undefined;
}

function opensPhrase(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const before = words[at - 1]?.tag ?? "";
  if (word?.tag === "PROPN") return /^(?:NOUN|NUM)$/.test(before);
  return (word?.tag === "DET" || POSSESSIVE.test(word?.lower ?? "")) && /^(?:NOUN|PROPN|NUM)$/.test(before);
}

/** From "Bath" to whose verb follows: `officials visiting Bath`, `people who have worked with Bath`. */
function overModifier(words: readonly Word[], phrase: WordRange): WordRange {
  let at = phrase.from - 1;
  if (words[at]?.tag === "ADP") at -= 1;
  const isNounAt = (index: number) => /^(?:NOUN|PROPN)$/.test(words[index]?.tag ?? "");
  if (words[at]?.tag === "VERB" && /ing$/.test(words[at]?.lower ?? "") && isNounAt(at - 1)) {
    return nounPhraseBefore(words, at) ?? phrase;
  }
  while (/^(?:VERB|AUX|ADV|PART)$/.test(words[at]?.tag ?? "") && at > 0) at -= 1;
  const isRelative = at < phrase.from - 1 && /^(?:who|which|that)$/.test(words[at]?.lower ?? "");
  return isRelative && isNounAt(at - 1) ? (nounPhraseBefore(words, at) ?? phrase) : phrase;
}
