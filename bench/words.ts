/** As many different words as a newsroom of this size uses. */
const VOCABULARY = 30_000;

const ONSETS = "bdfghjklmnprstv";
const VOWELS = "aeiou";
/** No English ending and no stop word ends so: engines that stem and engines that don't see the same words. */
const ENDINGS = "kgpbz";

/** The word of a rank, 0 being the most frequent: syllables as in "tarilok", short where it is frequent. */
export function wordOfRank(rank: number): string {
  const ending = ENDINGS[rank % ENDINGS.length] ?? "";
  let rest = Math.floor(rank / ENDINGS.length);
  let word = "";
  do {
    word += `${ONSETS[rest % ONSETS.length] ?? ""}${VOWELS[Math.floor(rest / ONSETS.length) % VOWELS.length] ?? ""}`;
    rest = Math.floor(rest / (ONSETS.length * VOWELS.length)) - 1;
  } while (rest >= 0);
  return word + ending;
}

/** Any word, each as often as its rank says (Zipf's law with an exponent of 1: the first makes 7 % of a text). */
export function drawWord(random: () => number): string {
  return wordOfRank(Math.floor(VOCABULARY ** random()) - 1);
}

/** Different words between two ranks. */
export function drawWords(random: () => number, { count, from, to }: WordRange): string[] {
  const ranks = new Set<number>();
  while (ranks.size < count) ranks.add(from + Math.floor(random() * (to - from)));
  return [...ranks].map(wordOfRank);
}

export interface WordRange {
  readonly count: number;
  readonly from: number;
  readonly to: number;
}
