import type { Article, Passage, Span } from "./article.ts";
import { eachLine, findSentences } from "./sentences.ts";

/**
 * The most words of a passage. Measured on MultiHop-RAG (656 questions, BM25): at 120, 150 and 190 words all of
 * the evidence is among the first ten passages for 21, 23 and 24 of 100 questions, any of it for 91.
 */
export const MAX_PASSAGE_WORDS = 190;

const MAX_HEADING_WORDS = 12;

const ENDS_SENTENCE = /[.!?…:;,。！？]['"”’)\]]*$/;

/** Longer words are addresses, codes or a flood: each stretch of this length counts as one. */
const MAX_WORD_CHARS = 20;

/** Names the way articles are cut. When it changes, every stored passage is stale. */
export const SPLIT_FINGERPRINT = `sentences-2-${MAX_PASSAGE_WORDS}`;

/** Cuts an article into passages of whole sentences, in order, none of them across a heading. */
export function splitPassages(article: Pick<Article, "id" | "body">): Passage[] {
  return [...eachPassages(article)].flat();
}

/** What `splitPassages` makes, section by section: none takes long, so that others can have the thread in between. */
export function* eachPassages({ id, body }: Pick<Article, "id" | "body">): Generator<Passage[]> {
  for (const section of findSections(body)) {
    yield packSentences(body, section).map(({ start, end }) => ({
      id: `${id}@${start}`,
      articleId: id,
      start,
      end,
      text: body.slice(start, end),
    }));
  }
}

/**
 * How many words a text has, by whichever count is highest: the Unicode word rules (Chinese has no white space),
 * white space (signs are no words to Unicode), and its length.
 */
export function countWords(text: string): number {
  let words = 0;
  for (const { isWordLike } of wordSegmenter.segment(text)) if (isWordLike) words += 1;
  return Math.max(words, text.match(/\S+/g)?.length ?? 0, Math.ceil(text.length / MAX_WORD_CHARS));
}

const wordSegmenter = new Intl.Segmenter("en", { granularity: "word" });
const letterSegmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

interface CountedSpan extends Span {
  readonly words: number;
}

/** Hardly an article has more without a heading; a flood of letters takes some 30 ms to cut. */
const MAX_SECTION_CHARS = 50_000;
/** A flood of lines takes longer, as the words of each are counted by themselves. */
const MAX_SECTION_LINES = 2_500;

/** A section is a heading, when there is one, and the lines up to the next. */
function* findSections(body: string): Generator<Span[]> {
  let section: Span[] = [];
  for (const line of eachShortLine(body)) {
    const chars = line.end - (section[0]?.start ?? line.start);
    const isFull = chars > MAX_SECTION_CHARS || section.length >= MAX_SECTION_LINES;
    if (section.length > 0 && (isFull || isHeading(body.slice(line.start, line.end)))) {
      yield section;
      section = [];
    }
    section.push(line);
  }
  if (section.length > 0) yield section;
}

/** The lines of a text; one that is longer than a section is several, cut between sentences where it has any. */
function* eachShortLine(body: string): Generator<Span> {
  for (const { start, end } of eachLine(body)) {
    let from = start;
    while (end - from > MAX_SECTION_CHARS) {
      const cut = findCut(body, from + MAX_SECTION_CHARS);
      yield { start: from, end: from + body.slice(from, cut).trimEnd().length };
      from = cut + body.slice(cut, end).search(/\S/);
    }
    yield { start: from, end };
  }
}

/** No farther before the end of a section is it looked for a place to cut. */
const MAX_CUT_CHARS = 5000;

/** Where the last sentence before a place begins; else its last word, else its last letter. */
function findCut(body: string, before: number): number {
  const from = before - MAX_CUT_CHARS;
  const text = body.slice(from, before);
  const sentence = findSentences(text).slice(1).at(-1)?.start;
  const word = text.lastIndexOf(" ");
  if (sentence !== undefined) return from + sentence;
  if (word > 0) return from + word;
  return from + ([...letterSegmenter.segment(text)].at(-1)?.index ?? text.length);
}

/** Markdown's `#`, or a short line in capitals: what a reader takes for one at a glance. */
function isHeading(line: string): boolean {
  if (/^#{1,6}\s/.test(line)) return true;
  const isCapitals = line === line.toUpperCase() && line !== line.toLowerCase();
  return isCapitals && countWords(line) <= MAX_HEADING_WORDS && !ENDS_SENTENCE.test(line);
}

/** Evens the passages out: a section of 200 words becomes two of 100, not one of 190 and one of 10. */
function packSentences(body: string, section: readonly Span[]): Span[] {
  const pieces = section
    .flatMap((line) => findSentences(body.slice(line.start, line.end)).map((span) => shift(span, line.start)))
    .flatMap((sentence) => cutLongSentence(body, sentence));
  const total = pieces.reduce((sum, { words }) => sum + words, 0);
  const target = total / Math.ceil(total / MAX_PASSAGE_WORDS);
  return pack(pieces, (last, next) => last.words + next.words / 2 <= target);
}

/** A "sentence" longer than a passage is a table or a list without full stops: cut between words. */
function cutLongSentence(body: string, sentence: Span): CountedSpan[] {
  const text = body.slice(sentence.start, sentence.end);
  const words = countWords(text);
  if (words <= MAX_PASSAGE_WORDS) return [{ ...sentence, words }];
  const pieces = findTokens(text).flatMap((token) => cutLongToken(text, token));
  return pack(pieces, () => true).map((piece) => shift(piece, sentence.start));
}

/** What stands between white space, each as the parts that the Unicode word rules make of it. */
function findTokens(text: string): CountedSpan[][] {
  const tokens: CountedSpan[][] = [[]];
  for (const { segment, index } of wordSegmenter.segment(text)) {
    const start = index + segment.length - segment.trimStart().length;
    const end = index + segment.length;
    const part = { start, end, words: Math.ceil((end - start) / MAX_WORD_CHARS) };
    if (start === index) tokens.at(-1)?.push(part);
    else tokens.push(start < end ? [part] : []);
  }
  return tokens;
}

/** A token longer than a passage is a text in a script without spaces, or a flood of letters. */
function cutLongToken(text: string, parts: readonly CountedSpan[]): CountedSpan[] {
  const words = parts.reduce((sum, part) => sum + part.words, 0);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return [];
  if (words <= MAX_PASSAGE_WORDS) return [{ start: first.start, end: last.end, words }];
  return parts.flatMap((part) => (part.words <= MAX_PASSAGE_WORDS ? [part] : cutIntoLetters(text, part)));
}

function cutIntoLetters(text: string, flood: Span): CountedSpan[] {
  const letters = [...letterSegmenter.segment(text.slice(flood.start, flood.end))];
  const counted = letters.map(({ segment, index }) => ({
    start: flood.start + index,
    end: flood.start + index + segment.length,
    words: segment.length / MAX_WORD_CHARS,
  }));
  return pack(counted, () => true);
}

/** Joins neighbours into spans of at most a passage's words, as long as `goesOn` agrees. */
function pack(
  spans: readonly CountedSpan[],
  goesOn: (last: CountedSpan, next: CountedSpan) => boolean,
): CountedSpan[] {
  const packed: CountedSpan[] = [];
  for (const next of spans) {
    const last = packed.at(-1);
    if (last && last.words + next.words <= MAX_PASSAGE_WORDS && goesOn(last, next)) {
      packed[packed.length - 1] = { start: last.start, end: next.end, words: last.words + next.words };
    } else {
      packed.push(next);
    }
  }
  return packed;
}

function shift<T extends Span>(span: T, by: number): T {
  return { ...span, start: span.start + by, end: span.end + by };
}
