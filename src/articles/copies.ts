/** Newspapers print nothing longer: of a flood of letters the rest is not compared. */
const MAX_CHARS = 200_000;
/** Five words in a row are nearly always somebody's own. */
const SHINGLE_WORDS = 5;
/** Shorter texts are headlines and openings: they agree without one being taken from the other. */
const MIN_WORDS = 60;
/** Of the hashes of a text's shingles, so many of the smallest are kept. */
const SKETCH_HASHES = 48;
/** Texts that are copies share at least 60 % of their shingles, and so most of their sketches: a third is plenty. */
export const MIN_SHARED_HASHES = 12;

/**
 * A text's sketch, by which texts that may be copies of it are looked up: 32-bit numbers, none for a text too short
 * to judge. Texts that are alike share most of theirs (bottom-k sketches, Broder 1997).
 */
export function sketchOf(body: string): readonly number[] {
  const words = wordsOf(body);
  if (words.length < MIN_WORDS) return [];
  return [...new Set(shinglesOf(words).map(hashOf))].toSorted((a, b) => a - b).slice(0, SKETCH_HASHES);
}

/** Of the shorter text's shingles, this share stands in the longer one. */
const MIN_CONTAINMENT = 0.8;
/** An outlet may print the first half of an agency's text: shorter cuts share too little to be sure. */
const MIN_LENGTH_RATIO = 0.5;

/**
 * Whether two texts are one, as syndicated by several outlets: most of the shorter one stands in the longer one word by
 * word, and every number of it does. Where in doubt they are not: an updated toll is another report.
 */
export function areCopies(a: string, b: string): boolean {
  const [shorter, longer] = [wordsOf(a), wordsOf(b)].toSorted((one, other) => one.length - other.length);
  if (!shorter || !longer || shorter.length < MIN_WORDS) return false;
  if (shorter.length < MIN_LENGTH_RATIO * longer.length) return false;
  const known = new Set(shinglesOf(longer));
  const shingles = [...new Set(shinglesOf(shorter))];
  const shared = shingles.filter((shingle) => known.has(shingle)).length;
  return shared >= MIN_CONTAINMENT * shingles.length && numbersOf(shorter).isSubsetOf(new Set(longer));
}

function numbersOf(words: readonly string[]): Set<string> {
  return new Set(words.filter((word) => /\p{N}/u.test(word)));
}

function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, MAX_CHARS)
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function shinglesOf(words: readonly string[]): string[] {
  return words
    .slice(SHINGLE_WORDS - 1)
    .map((_, start) => words.slice(start, start + SHINGLE_WORDS).join(" "));
}

/** FNV-1a with its bits mixed once more, so that the smallest hashes are as good as drawn by lot. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
