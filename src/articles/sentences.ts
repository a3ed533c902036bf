import type { Span } from "./article.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Longer than any abbreviation: looking at all of a sentence for each of its parts would take time squared. */
const TAIL_CHARS = 24;

/** A segment that ends like this is not over: an initial, or an abbreviation that a name or number follows. */
const ABBREVIATION_END =
  /(?:^|[\s("“‘'])(?:[A-Z]\.|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Sen|Rep|Gov|Rev|Hon|Pres|St|Mt|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|approx|est)\.)\s*$/;

/** After "the U.S." these words begin a new sentence far more often than they continue the old one. */
const SENTENCE_OPENER =
  /^["“‘'(]*(?:The|A|An|In|On|At|But|And|He|She|It|They|We|I|This|That|These|Those|There|However|Meanwhile|After|Before|When|While|If|As|For|His|Her|Its|Their)\s/;
const DOTTED_ACRONYM_END = /(?:[A-Z]\.){2,}\s*$/;

/** A segment that begins in lower case continues the one before: `"Why?" he asked.` */
const CONTINUATION = /^["”’')\]]*\s*\p{Ll}/u;

/**
 * The sentences of a text, in order, without the white space around them. A line break ends a sentence.
 * Unicode's rules (UAX #29) find the candidates; abbreviations and speech tags are joined up again.
 */
export function findSentences(text: string): Span[] {
  return findLines(text).flatMap((line) => sentencesOfLine(text, line));
}

/** Whether a text ends as a sentence does: a heading, a byline and a line of a list do not. */
export function endsSentence(text: string): boolean {
  return /[.!?。！？]['"”’)\]]*$/.test(text);
}

/** "He also said so" and "That is false" are clear only after the sentence before. */
export function leansOnBefore(text: string): boolean {
  return /^["“'‘]?(?:He|She|It|They|This|That|These|Those|But|And|His|Her|Their)\b/.test(text);
}

/** The lines of a text that hold anything, without the white space around them. */
export function findLines(text: string): Span[] {
  return [...eachLine(text)];
}

/** What `findLines` finds, one at a time. */
export function* eachLine(text: string): Generator<Span> {
  for (const match of text.matchAll(/[^\r\n\u2028\u2029]+/g)) {
    const span = trimSpan(text, { start: match.index, end: match.index + match[0].length });
    if (span) yield span;
  }
}

/** No sentence ends in such a line but at its end. */
const ONE_SENTENCE = /^[^\p{Sentence_Terminal}\u2024\uFE52\uFF0E\x85]*.?$/u;

function sentencesOfLine(text: string, line: Span): Span[] {
  // Preparing the segmenter takes as long as reading a paragraph: a list has thousands of lines.
  if (ONE_SENTENCE.test(text.slice(line.start, line.end))) return [line];
  const joined: Span[] = [];
  for (const { segment, index } of segmenter.segment(text.slice(line.start, line.end))) {
    const start = line.start + index;
    const end = start + segment.length;
    const previous = joined.at(-1);
    if (previous && continues(text.slice(previous.start, previous.end), segment)) {
      joined[joined.length - 1] = { start: previous.start, end };
    } else {
      joined.push({ start, end });
    }
  }
  return joined.flatMap((span) => trimSpan(text, span) ?? []);
}

function continues(before: string, after: string): boolean {
  if (CONTINUATION.test(after)) return true;
  const tail = before.trimEnd().slice(-TAIL_CHARS);
  if (!ABBREVIATION_END.test(tail)) return false;
  return !(DOTTED_ACRONYM_END.test(tail) && SENTENCE_OPENER.test(after));
}

function trimSpan(text: string, { start, end }: Span): Span | undefined {
  const piece = text.slice(start, end);
  const leading = piece.length - piece.trimStart().length;
  const length = piece.trim().length;
  return length === 0 ? undefined : { start: start + leading, end: start + leading + length };
}
