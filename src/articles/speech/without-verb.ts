import { contentBefore } from "./behind.ts";
import { findCue } from "./cues.ts";
import { nounPhraseFrom } from "./noun-phrases.ts";
import type { Parts } from "./parts.ts";
import type { ReadSentence } from "./subjects.ts";
import type { Word } from "./tag.ts";

/** Shorter quotations behind a colon are words, not sentences. */
const MIN_SENTENCE_CHARS = 15;

/** `Reed went further: “Content.”`, `Said Reed: “Content.”`: a quoted sentence behind a colon, whatever the verb. */
export function introduced({ words, mainSubject }: ReadSentence, found: readonly Parts[]): Parts[] {
  const colon = words.findIndex(({ text }, at) => text === ":" && words[at + 1]?.tag === "QUOTE");
  const quote = words[colon + 1]?.text ?? "";
  if (colon < 1 || quote.length < MIN_SENTENCE_CHARS || !/^.{1,2}\p{Lu}/u.test(quote)) return [];
  if (found.some(({ content }) => content.from <= colon + 1 && colon + 1 < content.to)) return [];
  const speaker = findCue(words[0]?.lower ?? "") ? nounPhraseFrom(words, 1) : mainSubject;
  if (!speaker || speaker.to > colon) return [];
  return [{ speaker, content: { from: colon + 1, to: colon + 2 }, at: colon, isBehind: false }];
}

/** `“Content.” — Ada Reed` */
export function signed(words: readonly Word[]): Parts[] {
  const dash = words.findLastIndex(({ text }) => /^(?:―|—|–|--|-)$/.test(text));
  if (words[0]?.tag !== "QUOTE" || words[dash - 1]?.tag !== "QUOTE") return [];
  const speaker = nounPhraseFrom(words, dash + 1);
  if (!speaker || words[speaker.from]?.tag !== "PROPN") return [];
  if (words.slice(speaker.to).some(({ tag }) => /^(?:VERB|AUX)$/.test(tag))) return [];
  return [{ speaker, content: { from: 0, to: dash }, at: dash, isBehind: true }];
}

/** `according to the minister`, before or behind what was said. */
export function accordingTo(words: readonly Word[], at: number): Parts | undefined {
  if (words[at]?.lower !== "according" || words[at + 1]?.lower !== "to") return undefined;
  const speaker = nounPhraseFrom(words, at + 2);
  if (!speaker) return undefined;
  const isInFront = at === 0 || (at === 1 && /^(?:PUNCT|CCONJ|ADV)$/.test(words[0]?.tag ?? ""));
  if (!isInFront) {
    return {
      speaker,
      content: contentBefore(words, words[at - 1]?.text === "," ? at - 1 : at),
      at,
      isBehind: true,
    };
  }
  const comma = words.findIndex(({ text }, index) => index >= speaker.to && text === ",");
  const from = comma < 0 ? speaker.to : comma + 1;
  return { speaker, content: { from, to: words.length }, at, isBehind: true };
}
