import { DAY_MS } from "../../articles/days.ts";
import { findWords } from "../../retrieval/words.ts";
import type { Hit } from "../../store/store.ts";
import type { Disagreement, Side, Statement } from "../answer.ts";
import { MAX_QUOTE_CHARS, receiptAt } from "../receipts.ts";
import { agree, measureSame } from "./compare-figures.ts";
import { findDateDifference } from "./date-differences.ts";
import { type Figure, findValues } from "./figures.ts";
import { findNameDifference } from "./name-differences.ts";
import { apartMs, daysOf, type ReportedSentence, readSentences, tellSameEvent } from "./reported-sentence.ts";

/** The statements of an answer and what else was found for it. */
export interface DisagreementRequest {
  readonly statements: readonly Statement[];
  /** What the statements were chosen from: the other side may stand there. */
  readonly hits: readonly Hit[];
  /** An IANA name; UTC where it is not given. */
  readonly timeZone?: string | undefined;
}

/** More would be a list of differences, and no answer. */
const MAX_DISAGREEMENTS = 3;

/** Something that two sentences tell differently. */
export interface Difference {
  readonly about: string;
  /** What each of the two says, and where in its text. */
  readonly values: readonly [SaidValue, SaidValue];
}

/** A figure, day or name where a sentence says it. */
export interface SaidValue {
  readonly text: string;
  readonly at: number;
  /** Where it is one: `2026-02-26`. */
  readonly day?: string;
}

/**
 * What other origins report differently from an answer's statements: another number, day or name for the same thing,
 * in sentences about one event. Precision comes first: an article that has both is no other side.
 */
export function findDisagreements({
  statements,
  hits,
  timeZone = "UTC",
}: DisagreementRequest): Disagreement[] {
  const sentences = hits.flatMap(readSentences);
  const stated = sentences.filter((sentence) => statements.some((statement) => quotes(statement, sentence)));
  const found = new Map<string, { about: string; sides: Side[] }>();
  for (const one of stated) {
    for (const other of sentences.filter((each) => each.hit.originId !== one.hit.originId)) {
      for (const { about, values } of differencesBetween(one, other, { sentences, timeZone })) {
        const key = `${about} ${one.hit.article.id}`;
        const { sides } = found.get(key) ?? { sides: [sideOf(one, values[0])] };
        const isTold = sides.some(({ value }) => value === values[1].text);
        found.set(key, { about, sides: isTold ? sides : [...sides, sideOf(other, values[1])] });
      }
    }
  }
  const disagreements = [...found.values()].map(({ about, sides }) => ({
    about,
    sides: sides.toSorted((a, b) => dateOf(a).localeCompare(dateOf(b))),
  }));
  return disagreements.filter(isFirst).slice(0, MAX_DISAGREEMENTS);
}

const dateOf = ({ receipt }: Side) => receipt.article.publishedAt ?? "";

function quotes({ receipts }: Statement, { hit, span }: ReportedSentence): boolean {
  const [start, end] = [hit.passage.start + span.start, hit.passage.start + span.end];
  return receipts.some(
    (receipt) => receipt.article.id === hit.article.id && receipt.start < end && receipt.end > start,
  );
}

interface Surroundings {
  /** All that is known of the articles. */
  readonly sentences: readonly ReportedSentence[];
  readonly timeZone: string;
}

function differencesBetween(
  one: ReportedSentence,
  other: ReportedSentence,
  { sentences, timeZone }: Surroundings,
): Difference[] {
  const name = findNameDifference(one, other);
  if (name && tellSameEvent(without(one, name.values[0]), without(other, name.values[1]))) return [name];
  if (!tellSameEvent(one, other)) return [];
  const [days, otherDays] = [daysOf(one, timeZone), daysOf(other, timeZone)];
  const isOneDay = days.length === 0 || otherDays.length === 0 || days.some((day) => otherDays.includes(day));
  if (!isOneDay) return [findDateDifference(one, other, timeZone)].flatMap((found) => found ?? []);
  const ofArticle = ({ hit }: ReportedSentence) =>
    sentences.filter((each) => each.hit.article.id === hit.article.id);
  // With several numbers of one kind it can't be told which of them is meant.
  const isOnly = (sentence: ReportedSentence, figure: Figure) =>
    ofArticle(sentence).every(({ figures }) =>
      figures.every((each) => each.value === figure.value || !measureSame(each, figure)),
    );
  const has = (sentence: ReportedSentence, { value }: Figure) =>
    ofArticle(sentence).some(({ text }) => findValues(text).has(value));
  return one.figures.flatMap((figure) =>
    other.figures.flatMap((another): Difference[] => {
      const isOther = measureSame(figure, another) && !agree(figure, another);
      const isStill = figure.unit === "" || apartMs(one, other) <= MAX_APART_OF_AMOUNTS_MS;
      if (!isOther || !isStill) return [];
      const isBoth = has(one, another) || has(other, figure);
      const isClear = isOnly(one, figure) && isOnly(other, another);
      return isBoth || !isClear ? [] : [{ about: figure.counted, values: [figure, another] }];
    }),
  );
}

/** Prices and shares move by the day. */
const MAX_APART_OF_AMOUNTS_MS = 2 * DAY_MS;

/** A sentence as it is but for one name. */
function without(sentence: ReportedSentence, name: SaidValue): ReportedSentence {
  const words = new Set(findWords(name.text).map(({ stem }) => stem));
  return { ...sentence, names: sentence.names.difference(words) };
}

/** The receipt is the sentence, or of a long one the part that says it. */
function sideOf({ hit, span }: ReportedSentence, { text, at, day }: SaidValue): Side {
  const from = at + text.length <= MAX_QUOTE_CHARS ? 0 : at;
  const receipt = receiptAt(hit, { start: span.start + from, end: span.end }, "verified");
  return { value: text, receipt, ...(day === undefined ? {} : { day }) };
}

/** Two statements may be at odds with the same third sentence, or with each other. */
function isFirst(one: Disagreement, index: number, all: readonly Disagreement[]): boolean {
  const placesOf = ({ sides }: Disagreement) =>
    new Set(sides.map(({ value, receipt }) => `${value} ${receipt.article.id} ${receipt.start}`));
  return !all.slice(0, index).some((before) => placesOf(one).isSubsetOf(placesOf(before)));
}
