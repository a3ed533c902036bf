import { stemmer } from "stemmer";

/** Names how texts are cut into words and stemmed. When it changes, every stored posting is stale. */
export const TOKENS_FINGERPRINT = "words-1";

/** Longer "words" are codes or a flood of letters: their beginning is enough to find them by. */
const MAX_WORD_CHARS = 64;

/** Letters and numbers with the marks that belong to them: `U.S.` is two words, and so is `3.5`. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;

/** The accents of Latin, Greek and Cyrillic letters; other scripts' marks are vowels, and tell words apart. */
const ACCENTS = /[\u0300-\u036f]/g;

const NOT_ASCII = /[^\0-\x7f]/;

/** The words of a text in order, each in lower case, without accents, and as its Porter stem. */
export function tokenize(text: string): string[] {
  const plain = NOT_ASCII.test(text) ? text.normalize("NFD").replace(ACCENTS, "").normalize("NFC") : text;
  return plain.match(WORD)?.map(stemOf) ?? [];
}

/** A newspaper's vocabulary, about 5 MB. */
const MAX_STEMS = 50_000;
/** V8 keeps the whole text alive for a longer slice of it. */
const MAX_KEPT_CHARS = 12;
const stems = new Map<string, string>();

/** Stemming a word takes sixty times as long as looking it up. */
function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  // A letter of two code units that is cut in half becomes what the databases make of it.
  const stem = stemmer(word.toLowerCase().slice(0, MAX_WORD_CHARS)).toWellFormed();
  if (word.length > MAX_KEPT_CHARS) return stem;
  if (stems.size >= MAX_STEMS) stems.clear();
  stems.set(word, stem);
  return stem;
}
