import { findCountries } from "../../articles/countries.ts";
import type { Compared, Contradiction } from "./contradictions.ts";
import { letsSpeak } from "./moved-quotes.ts";
import { type PlacedWord, unitOf } from "./source-words.ts";

const SPEAKS =
  /^(?:said|says?|told|tells|announced|announces|reported|warned|warns|claimed|claims|denied|denies|confirmed|confirms|added|adds|insisted|insists|stated|declared|declares|argued|argues|explained|explains|replied|wrote|writes|tweeted|vowed|promised|urged|accused|predicted|predicts|acknowledged|admitted|[Aa]ccording)$/;

/** After these a name is the speaker's; after others ("told", "warned") it is whom they speak to, or of. */
const SPEAKER_BEHIND = /^(?:said|says|added|adds|explained|replied|wrote|[Aa]ccording)$/;

/** What may stand between a name and its verb. */
const BETWEEN = /^(?:has|had|have|also|later|then)$/i;

/**
 * A speaker that the source doesn't hear: named, but nowhere near a verb of speech, or heard elsewhere while what the
 * statement has them say stands in a sentence of somebody else's. A government may speak through anybody.
 */
export function findWrongSpeaker({
  statement,
  source,
  alignment,
  texts,
}: Compared): Contradiction | undefined {
  for (const { words: speaker, verb } of findSpeakers(statement.words)) {
    const isSpeaker = (words: readonly PlacedWord[]) => mentions(words, speaker);
    const name = speaker.map(({ text }) => text).join(" ");
    if (!isSpeaker(source.words) || findCountries(name).size > 0) continue;
    const heard = findSpeakers(source.words).filter((other) => isSpeaker(other.words));
    if (heard.length === 0) {
      const surname = speaker.at(-1)?.text ?? "";
      if (!isNearSpeech(source.words, isSpeaker) && !texts.some((text) => letsSpeak(text, surname)))
        return { saw: [name], reason: `the source does not let ${name} speak` };
      continue;
    }
    const said = alignment.pairs.filter(({ at }) => at > verb).map((pair) => pair.in);
    const around = unitOf(source.words, said[Math.floor(said.length / 2)] ?? -1);
    const others = findSpeakers(around);
    const other = others[0]?.words.map(({ text }) => text).join(" ");
    if (other !== undefined && said.length > 1 && !isSpeaker(around))
      return { saw: [other, name], reason: `the source lets ${other} say it, not ${name}` };
  }
  return undefined;
}

/** "The governor of the Bank of England said": not England. */
const PREPOSITION = /^(?:of|in|at|from|for|to|with|by|near)$/;

interface Speaker {
  /** The name, without what introduces it. */
  readonly words: readonly PlacedWord[];
  /** Where its verb stands. */
  readonly verb: number;
}

/** Names directly before or behind a verb of speech: "Ada Reed said", "said Ada Reed", "according to Ada Reed". */
function findSpeakers(words: readonly PlacedWord[]): Speaker[] {
  return words.flatMap((word, verb) => {
    if (!SPEAKS.test(word.text)) return [];
    let end = verb;
    while (end > 0 && BETWEEN.test(words[end - 1]?.text ?? "")) end -= 1;
    let start = end;
    while (isNamePart(words, start - 1, word.sentence)) start -= 1;
    if (start < end)
      return PREPOSITION.test(words[start - 1]?.text ?? "") ? [] : { words: words.slice(start, end), verb };
    if (!SPEAKER_BEHIND.test(word.text)) return [];
    start = verb + 1;
    while (start <= verb + 2 && words[start]?.isStop) start += 1;
    end = start;
    while (isNamePart(words, end, word.sentence)) end += 1;
    return start < end ? { words: words.slice(start, end), verb } : [];
  });
}

function isNamePart(words: readonly PlacedWord[], at: number, sentence: number): boolean {
  const word = words[at];
  return word !== undefined && word.sentence === sentence && !word.isStop && /^\p{Lu}/u.test(word.text);
}

/** By the last name. */
function mentions(words: readonly PlacedWord[], speaker: readonly PlacedWord[]): boolean {
  const last = speaker.at(-1)?.stem;
  return words.some(({ stem }) => stem === last);
}

function isNearSpeech(
  words: readonly PlacedWord[],
  isSpeaker: (words: readonly PlacedWord[]) => boolean,
): boolean {
  const speech = new Set(words.filter(({ text }) => SPEAKS.test(text)).map(({ sentence }) => sentence));
  return words.some(
    (word) => isSpeaker([word]) && [-1, 0, 1].some((step) => speech.has(word.sentence + step)),
  );
}
