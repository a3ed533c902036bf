const UP_TO_TWENTY =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const TENS = "thirty forty fifty sixty seventy eighty ninety".split(" ");

/** The English words of numbers up to twenty and of the tens up to ninety. */
export const valueByNumberWord: ReadonlyMap<string, number> = new Map([
  ...UP_TO_TWENTY.map((word, index) => [word, index] as const),
  ...TENS.map((word, index) => [word, 30 + 10 * index] as const),
]);

/** What a scale multiplies by, in full and as headlines shorten it: `$3.5bn`. */
export const factorByScale: ReadonlyMap<string, number> = new Map([
  ["dozen", 12],
  ["hundred", 100],
  ["thousand", 1e3],
  ["k", 1e3],
  ["million", 1e6],
  ["m", 1e6],
  ["mn", 1e6],
  ["billion", 1e9],
  ["bn", 1e9],
  ["trillion", 1e12],
  ["tn", 1e12],
]);

const ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(
  " ",
);

/** The rank that an English word names: 1 for "first", 20 for "twentieth"; undefined for any other word. */
export function ordinalOf(word: string): number | undefined {
  const listed = ORDINALS.indexOf(word);
  if (listed >= 0) return listed + 1;
  if (!word.endsWith("th")) return undefined;
  return valueByNumberWord.get(word.replace(/ieth$/, "y").replace(/th$/, ""));
}
