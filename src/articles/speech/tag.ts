import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import type { Span } from "../article.ts";

/** A word, sign or whole quotation of a sentence, where it stands in it. */
export interface Word extends Span {
  readonly text: string;
  /** In lower case; empty for a quotation. */
  readonly lower: string;
  /** Part of speech: Universal Dependencies' tags, or `QUOTE`. */
  readonly tag: string;
}

/** Made when it is first needed: unpacking the model takes longer than many a command. */
let tagger: ReturnType<typeof winkNLP> | undefined;

/** Stands for a quotation while its sentence is tagged: a private-use sign that no text needs. */
const PLACEHOLDER = "\u{E000}";

/** Longer words are addresses or a flood, on which the tokenizer takes time squared. */
const UNREADABLE = /\u{E000}|\S{60,}/gu;

/** Tags the words of a sentence, at most so many; each quotation is one word, whatever it says. */
export function tagWords(sentence: string, quotes: readonly Span[], maxWords: number): Word[] {
  tagger ??= winkNLP(model, ["pos"]);
  const tokens = tagger.readDoc(maskQuotes(sentence, quotes.slice(0, maxWords), maxWords * 60)).tokens();
  const tags = tokens.out(tagger.its.pos);
  const words: Word[] = [];
  let cursor = 0;
  let nextQuote = 0;
  for (const [index, token] of tokens.out().slice(0, maxWords).entries()) {
    const quote = token === PLACEHOLDER ? quotes[nextQuote++] : undefined;
    const start = quote?.start ?? sentence.indexOf(token, cursor);
    if (start < 0) break;
    cursor = quote?.end ?? start + token.length;
    const text = sentence.slice(start, cursor);
    const tag = quote ? "QUOTE" : (tags[index] ?? "X");
    words.push({ start, end: cursor, text, lower: quote ? "" : text.toLowerCase(), tag });
  }
  const isHeadline = countCapitals(words) > words.length / 2;
  return isHeadline ? words : words.map((word, index) => asName(words, word, index));
}

/** The sentence with a sign for each quotation, so many characters of it. */
function maskQuotes(sentence: string, quotes: readonly Span[], maxChars: number): string {
  let masked = "";
  let from = 0;
  for (const { start, end } of quotes) {
    if (masked.length > maxChars) return masked;
    masked += `${readable(sentence.slice(from, start))} ${PLACEHOLDER} `;
    from = end;
  }
  return masked + readable(sentence.slice(from, from + maxChars));
}

function readable(text: string): string {
  return text.replace(UNREADABLE, (word) => " ".repeat(word.length));
}

function countCapitals(words: readonly Word[]): number {
  return words.filter(({ text }) => /^\p{Lu}/u.test(text)).length;
}

/** Names that are verbs or adjectives too ("Rob Frank spoke") are tagged as these: a capital within a sentence tells. */
function asName(words: readonly Word[], word: Word, index: number): Word {
  if (!/^(?:VERB|ADJ|ADV|NOUN|ADP|X|INTJ)$/.test(word.tag) || !/^\p{Lu}\p{Ll}/u.test(word.text)) return word;
  const isName =
    index > 0
      ? !/^[.:;?!―]$/.test(words[index - 1]?.text ?? "")
      : /^(?:said|says|told|wrote|added)$/.test(words[1]?.lower ?? "");
  return isName ? { ...word, tag: "PROPN" } : word;
}
