import { factorByScale, valueByNumberWord } from "../number-words.ts";

/** What a number in a text comes to: with its scale, its unit, and whether it is only about right. */
export interface Quantity {
  /** As it is written, with scale and unit. */
  readonly text: string;
  /** Where its figures begin in the text, and where it ends. */
  readonly index: number;
  readonly end: number;
  /** Whether a scale multiplies its figures, beyond doubt: "5 m" may be metres. */
  readonly isScaled: boolean;
  /** Without scale, unit and commas. */
  readonly figures: string;
  /** With the scale multiplied out. */
  readonly amount: number;
  /** Undefined where no unit that is known here stands beside it. */
  readonly unit: Unit | undefined;
  /** Between which amounts a source may be for this number to be a fair way of putting it. */
  readonly fair: readonly [number, number];
}

interface Unit {
  readonly name: string;
  /** What it measures. */
  readonly of: string;
}

/** Every spelling of a unit, by what it measures. */
const UNITS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  money: [
    ["$", "dollar", "dollars"],
    ["£"],
    ["€", "euro", "euros"],
    ["¥", "yen"],
    ["yuan"],
    ["rupees"],
    ["crowns"],
  ],
  time: ["second", "minute", "hour", "day", "week", "month", "year", "decade"].map((unit) => [
    unit,
    `${unit}s`,
  ]),
  // Two percentage points more may be 30 percent more.
  share: [
    ["%", "percent", "per cent"],
    ["percentage point", "percentage points"],
  ],
  length: [
    ["km", "kilometre", "kilometres", "kilometer", "kilometers"],
    ["mile", "miles"],
    ["metre", "metres", "meter", "meters"],
    ["foot", "feet"],
  ],
  weight: [
    ["kg", "kilo", "kilos", "kilogram", "kilograms"],
    ["gram", "grams"],
    ["ton", "tons"],
    ["tonne", "tonnes"],
  ],
};
const unitBySpelling = new Map(
  Object.entries(UNITS).flatMap(([of, units]) =>
    units.flatMap((spellings) =>
      spellings.map((spelling) => [spelling, { name: spellings[0] ?? spelling, of }] as const),
    ),
  ),
);

/** "12", "$1.5 million", "two weeks"; the month and day of "2026-02-27" are no amounts. */
const FIGURES = new RegExp(
  `(?<![\\p{L}\\p{Nd}.,]|\\p{Nd}{4}-(?:\\p{Nd}\\p{Nd}-)?)([$£€¥])?\\s?(\\p{Nd}+(?:[.,]\\p{Nd}+)*|(?:${[...valueByNumberWord.keys()].join("|")})\\b)[\\s-]?(?:(k|m|mn|bn|tn|thousand|million|billion|trillion)\\b)?(?:[\\s-]?(%|per cent\\b|percentage points?\\b|\\p{L}+))?`,
  "giu",
);

/** "Nearly 1,200" is fair for 1,187, "more than 1,200" for 1,213, "about 1,200" for both. */
const LOOSELY: readonly (readonly [RegExp, number, number])[] = [
  [/\b(?:nearly|almost|close to|just under)\s+$/i, 0.9, 1],
  [/\b(?:over|more than|at least|just over|above|exceed(?:s|ed|ing)?)\s+$/i, 1, 1.1],
  [/\b(?:about|around|roughly|approximately|some|an estimated)\s+$/i, 0.95, 1.05],
];

/** 4.35 times a million is not 4,350,000 to a computer. */
const ROUNDING_ERROR = 1e-9;

/** As far as what belongs to a number stands from it. */
const NEAR_CHARS = 24;

/** "3 to 4 million": the first number has the second one's scale. */
const RANGE_END =
  /^\s?(?:to|and|or|[-–])\s?[$£€¥]?\s?\p{Nd}+(?:[.,]\p{Nd}+)*\s?(thousand|million|billion|trillion|mn|bn|tn|m|k)\b/iu;

/** The amounts that a text gives, in figures and in words up to ninety. */
export function findQuantities(text: string): Quantity[] {
  return [...text.matchAll(FIGURES)].map((match) => {
    const { 0: whole, 1: sign, 2: figures = "", 3: own, 4: word } = match;
    const at = match.index + whole.indexOf(figures);
    const scale =
      own ?? RANGE_END.exec(text.slice(at + figures.length, at + figures.length + NEAR_CHARS))?.[1];
    const plain = String(valueByNumberWord.get(figures.toLowerCase()) ?? figures.replaceAll(",", ""));
    const amount = Number(plain) * (factorByScale.get(scale?.toLowerCase() ?? "") ?? 1);
    const before = text.slice(Math.max(0, at - NEAR_CHARS), at).replace(/[$£€¥]\s?$/, "");
    const [, low, high] = LOOSELY.find(([pattern]) => pattern.test(before)) ?? [null, 1, 1];
    return {
      text: whole.trim(),
      figures: plain,
      index: at,
      end: match.index + whole.length,
      isScaled: scale !== undefined && (sign !== undefined || !/^[km]$/i.test(scale)),
      amount,
      unit: unitBySpelling.get(sign ?? word?.toLowerCase() ?? ""),
      fair: [amount * low * (1 - ROUNDING_ERROR), amount * high * (1 + ROUNDING_ERROR)],
    };
  });
}

/** From here on people write scales out, or don't. */
const LEAST_SCALE = 1000;

/** Whether a source may write it in other figures: it is rounded, or may have another scale. */
export function isLoose({ fair: [low, high], amount }: Quantity): boolean {
  return amount >= LEAST_SCALE || high > low * (1 + 4 * ROUNDING_ERROR);
}

/** Whether a source that gives this amount may be put so. */
export function isFairly(said: Quantity, held: Quantity): boolean {
  const [low, high] = said.fair;
  const isSameUnit = !said.unit || !held.unit || said.unit.name === held.unit.name;
  return isSameUnit && low <= held.amount && held.amount <= high;
}

/** Whether a source gives the same amount of another thing: days for weeks. */
export function isOtherUnit(said: Quantity, held: Quantity): boolean {
  return (
    said.amount === held.amount && said.unit?.of === held.unit?.of && said.unit?.name !== held.unit?.name
  );
}

/** Whether a source gives these figures only with a scale, "12 million" for "12". */
export function isScaleLeftOut(said: Quantity, held: Quantity): boolean {
  return said.figures === held.figures && said.amount !== held.amount && held.isScaled;
}
