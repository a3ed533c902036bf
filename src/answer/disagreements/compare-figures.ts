import { contentStems } from "../../retrieval/words.ts";
import { type Figure, plainStem } from "./figures.ts";

/** Whom or what nearly any number counts. */
const GENERAL = new Set(
  [
    ...contentStems(
      "people person man woman men women others more year month week day hour minute second time point percent thing first last",
    ),
  ].map(plainStem),
);

/** What two figures have to share of the words of the one with fewer. */
const MIN_SHARED_NOUNS = 0.5;

/** Whether two figures measure the same thing, as far as their own words tell. */
export function measureSame(a: Figure, b: Figure): boolean {
  if (a.unit !== b.unit) return false;
  const shared = [...a.nouns].filter((stem) => b.nouns.has(stem));
  const telling = shared.filter((stem) => !GENERAL.has(stem)).length;
  const isMost = shared.length > MIN_SHARED_NOUNS * Math.min(a.nouns.size, b.nouns.size);
  return isMost && telling >= (a.unit === "" ? 1 : 2);
}

/** A rough number stands for what is this near to it. */
const ROUGH_SHARE = 0.1;
/** Large numbers are rounded without a word. */
const ROUNDED_SHARE = 0.02;
const MIN_ROUNDED = 100;

/** Whether two numbers may be one, told more or less exactly: 1,187 and 1,200, or "about 50" and 53. */
export function agree(a: Figure, b: Figure): boolean {
  if (a.value === b.value) return true;
  const [apart, larger] = [Math.abs(a.value - b.value), Math.max(a.value, b.value)];
  const isNear = apart <= ROUGH_SHARE * larger;
  const isExact = !a.isRough && !b.isRough;
  if (apart <= ROUNDED_SHARE * larger && larger >= MIN_ROUNDED) return true;
  return (
    (isNear && !isExact && !areBothSmall(a, b)) || isRounded(a.value, b.value) || isRounded(b.value, a.value)
  );
}

/** "12" and "at least 14" are two counts; up to here nobody rounds. */
const COUNTED_ONE_BY_ONE = 20;
const areBothSmall = (a: Figure, b: Figure) => Math.max(a.value, b.value) <= COUNTED_ONE_BY_ONE;

/** Whether the one is the other with fewer digits: of hundreds at least, or after the point. */
function isRounded(exact: number, round: number): boolean {
  if (exact < MIN_ROUNDED && Number.isInteger(exact)) return false;
  const digits = String(round)
    .replace(/\D/g, "")
    .replace(/^0+|0+$/g, "").length;
  return Number(exact.toPrecision(Math.max(1, Math.min(digits, 15)))) === round;
}
