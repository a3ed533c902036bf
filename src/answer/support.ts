import type { ArticleInfo } from "../articles/article.ts";
import { findCountries } from "../articles/countries.ts";
import { contentStems, findWords, isStopWord, stemOf } from "../retrieval/words.ts";

/** What stands behind a statement: the passages of its receipts, and what is known about their articles. */
export interface Evidence {
  readonly text: string;
  readonly article: Pick<ArticleInfo, "title" | "outlet" | "authors" | "publishedAt">;
}

export interface Support {
  readonly supported: boolean;
  /** 0 to 1, higher is better: how much of the statement stands in the evidence, 0 when a gate failed. */
  readonly score: number;
  /** What the evidence does not hold: the gate that decided, in words for whoever asks why. */
  readonly reason?: string;
}

/**
 * Below this share of its content words a statement says more than its evidence. Of .5, .6 and .7 the best mean
 * balanced accuracy over citation-check's four development sets (.60 against .58 and .59).
 */
const MIN_SHARED_WORDS = 0.6;

const NUMBER_WORDS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);
const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

/**
 * The support gate: every number, date and proper name of a statement occurs in its evidence (the passages of its
 * receipts or their metadata), and so do most of its other words, in `near` where that is given: the few sentences
 * that should say it. Deterministic; no model is asked.
 */
export function checkSupport(
  statement: string,
  evidence: readonly Evidence[],
  near: readonly Evidence[] = evidence,
): Support {
  const known = knownWords(evidence);
  const missing =
    findMissingNumber(statement, known) ??
    findMissingDate(statement, known) ??
    findMissingName(statement, known, evidence);
  if (missing) return { supported: false, score: 0, reason: missing };

  const words = [...contentStems(statement)];
  if (words.length === 0)
    return { supported: false, score: 0, reason: "it says nothing that could be checked" };
  const nearby = near === evidence ? known : knownWords(near);
  const score = words.filter((stem) => nearby.has(stem)).length / words.length;
  if (score >= MIN_SHARED_WORDS) return { supported: true, score };
  return {
    supported: false,
    score,
    reason: `only ${Math.round(score * 100)} % of its words stand in the source`,
  };
}

/** Every stem of the evidence, with the figures for its number words and the words for its publication date. */
function knownWords(evidence: readonly Evidence[]): Set<string> {
  const stems = evidence.flatMap(({ text, article }) =>
    [text, article.title, article.outlet, ...article.authors, dateWords(article.publishedAt)].flatMap(
      (part) => findWords(part).map(({ stem }) => stem),
    ),
  );
  const known = new Set(stems);
  NUMBER_WORDS.forEach((word, value) => {
    if (known.has(stemOf(word))) known.add(String(value));
    if (known.has(String(value))) known.add(stemOf(word));
  });
  return known;
}

function dateWords(publishedAt: string | null): string {
  if (publishedAt === null) return "";
  const date = new Date(publishedAt);
  const month = MONTHS[date.getUTCMonth()] ?? "";
  return `${publishedAt.slice(0, 10)} ${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${WEEKDAYS[date.getUTCDay()] ?? ""}`;
}

function findMissingNumber(statement: string, known: ReadonlySet<string>): string | undefined {
  const knownNumbers = new Set([...known].map(plainNumber));
  const numbers = statement.match(/\p{N}+(?:[.,]\p{N}+)*/gu) ?? [];
  const missing = numbers.find(
    (number) => !known.has(stemOf(number)) && !knownNumbers.has(plainNumber(number)),
  );
  return missing && `the number ${missing} does not stand in the source`;
}

/** `1,200` and `1200` are one number, and so are `3.50` and `3.5`. */
function plainNumber(number: string): string {
  const plain = number.replace(/,(?=\p{N}{3})/gu, "");
  return /^\d+(?:\.\d+)?$/.test(plain) ? String(Number(plain)) : plain;
}

function findMissingDate(statement: string, known: ReadonlySet<string>): string | undefined {
  const words = statement.match(/\b\p{Lu}\p{L}+\b/gu) ?? [];
  const missing = words.find(
    (word) => isDateWord(word) && !known.has(stemOf(word)) && !known.has(stemOf(word.slice(0, 3))),
  );
  return missing && `the date ${missing} does not stand in the source`;
}

function isDateWord(word: string): boolean {
  return MONTHS.includes(word.toLowerCase()) || WEEKDAYS.includes(word.toLowerCase());
}

/** A name is a capitalised word that does not open a sentence; countries count under any of their names. */
function findMissingName(
  statement: string,
  known: ReadonlySet<string>,
  evidence: readonly Evidence[],
): string | undefined {
  const countries = findCountries(evidence.map(({ text, article }) => `${text} ${article.title}`).join("\n"));
  for (const { 0: word, index } of statement.matchAll(/(?:\p{Lu}\.){2,}|\p{Lu}[\p{L}\p{M}’'-]*/gu)) {
    const plain = word.replace(/[’']s?$/, "");
    const parts = plain.split(/[-’']/).filter(Boolean);
    if (parts.every((part) => isStopWord(part) || known.has(stemOf(part)))) continue;
    if (opensSentence(statement, index) && !looksLikeName(statement, index, plain)) continue;
    if ([...findCountries(plain)].some((country) => countries.has(country))) continue;
    return `the name ${plain} does not stand in the source`;
  }
  return undefined;
}

function opensSentence(text: string, index: number): boolean {
  return /(?:^|[.!?:]\s*)["“‘'(]*\s*$/.test(text.slice(0, index));
}

/** At a sentence's start capitals prove nothing, unless another capitalised word follows, or a possessive. */
function looksLikeName(text: string, index: number, word: string): boolean {
  return /^(?:[’']s\b|\s+\p{Lu})/u.test(text.slice(index + word.length)) || /^\p{Lu}{2,}$/u.test(word);
}
