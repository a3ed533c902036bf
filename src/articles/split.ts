import type { Article, Passage, Span } from "./article.ts";
import { findLines, findSentences } from "./sentences.ts";

/**
 * The most words of a passage. Measured on MultiHop-RAG (656 questions, BM25): at 120, 150 and 190 words all of
 * the evidence is among the first ten passages for 21, 23 and 24 of 100 questions, any of it for 91.
 */
export const MAX_PASSAGE_WORDS = 190;

const MAX_HEADING_WORDS = 12;

const ENDS_SENTENCE = /[.!?…:;,。！？]['"”’)\]]*$/;

/** Names the way articles are cut. When it changes, every stored passage is stale. */
export const SPLIT_FINGERPRINT = `sentences-${MAX_PASSAGE_WORDS}`;

/** Cuts an article into passages of whole sentences, in order, none of them across a heading. */
export function splitPassages(article: Pick<Article, "id" | "body">): Passage[] {
  return findSections(article.body)
    .flatMap((section) => packSentences(article.body, section))
    .map(({ start, end }) => ({
      id: `${article.id}@${start}`,
      articleId: article.id,
      start,
      end,
      text: article.body.slice(start, end),
    }));
}

/** How many words a text has, counting CJK text by what the Unicode word rules make of it. */
export function countWords(text: string): number {
  let words = 0;
  for (const { isWordLike } of wordSegmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}

const wordSegmenter = new Intl.Segmenter("en", { granularity: "word" });

/** A section is a heading, when there is one, and the lines up to the next. */
function findSections(body: string): Span[][] {
  const sections: Span[][] = [];
  for (const line of findLines(body)) {
    const current = sections.at(-1);
    if (!current || isHeading(body.slice(line.start, line.end))) sections.push([line]);
    else current.push(line);
  }
  return sections;
}

/** Markdown's `#`, or a short line in capitals: what a reader takes for one at a glance. */
function isHeading(line: string): boolean {
  if (/^#{1,6}\s/.test(line)) return true;
  const isCapitals = line === line.toUpperCase() && line !== line.toLowerCase();
  return isCapitals && countWords(line) <= MAX_HEADING_WORDS && !ENDS_SENTENCE.test(line);
}

/** Evens the passages out: a section of 200 words becomes two of 100, not one of 190 and one of 10. */
function packSentences(body: string, section: readonly Span[]): Span[] {
  const sentences = section.flatMap((line) =>
    findSentences(body.slice(line.start, line.end)).map(({ start, end }) => ({
      start: line.start + start,
      end: line.start + end,
      words: countWords(body.slice(line.start + start, line.start + end)),
    })),
  );
  const pieces = sentences.flatMap((sentence) => cutLongSentence(body, sentence));
  const total = pieces.reduce((sum, { words }) => sum + words, 0);
  const target = total / Math.ceil(total / MAX_PASSAGE_WORDS);

  const passages: (Span & { words: number })[] = [];
  for (const sentence of pieces) {
    const last = passages.at(-1);
    const fits = last && last.words + sentence.words <= MAX_PASSAGE_WORDS;
    if (fits && last.words + sentence.words / 2 <= target) {
      passages[passages.length - 1] = {
        start: last.start,
        end: sentence.end,
        words: last.words + sentence.words,
      };
    } else {
      passages.push(sentence);
    }
  }
  return passages;
}

/** A "sentence" longer than a passage is a table or a list without full stops: cut between words. */
function cutLongSentence(body: string, sentence: Span & { words: number }): (Span & { words: number })[] {
  if (sentence.words <= MAX_PASSAGE_WORDS) return [sentence];
  const pieces: (Span & { words: number })[] = [];
  const text = body.slice(sentence.start, sentence.end);
  let words = 0;
  let from = 0;
  let cut = 0;
  for (const { segment, index, isWordLike } of wordSegmenter.segment(text)) {
    if (/\s$/.test(segment)) cut = index + segment.length;
    if (isWordLike && ++words > MAX_PASSAGE_WORDS) {
      const at = cut > from ? cut : index;
      pieces.push({ ...trimEnd(body, sentence.start + from, sentence.start + at), words: words - 1 });
      from = at;
      words = 1;
    }
  }
  return [...pieces, { start: sentence.start + from, end: sentence.end, words }];
}

function trimEnd(body: string, start: number, end: number): Span {
  return { start, end: start + body.slice(start, end).trimEnd().length };
}
