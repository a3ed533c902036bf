import type { Span } from "./article.ts";
import { findLines, findSentences } from "./sentences.ts";
import { type AttributionParts, findQuotes, splitAttribution } from "./speech.ts";

/** Something that an article says somebody said, each part where it stands in the body. */
export interface Attribution {
  /** The sentence or sentences that hold all of it. */
  readonly sentence: Span;
  /** Null when the text leaves it open. */
  readonly speaker: Span | null;
  readonly content: Span;
  /** `direct`: all of the content is in quotation marks; `mixed`: some of it; `indirect`: none. */
  readonly kind: "direct" | "mixed" | "indirect";
  /** Who spoke, by the last name or office that the article gave when the speaker is only "he" or "she". */
  readonly speakerName: string | null;
}

const PRONOUN = /^(?:he|she|they|who|it)$/i;

/** Who said what in an article, in order: by quotation marks, speech verbs and "according to". */
export function findAttributions(body: string): Attribution[] {
  const found: Attribution[] = [];
  let lastSpeaker: Span | null = null;
  let lastName: string | null = null;

  for (const paragraph of findLines(body)) {
    let isFirst = true;
    for (const unit of findUnits(body, paragraph)) {
      const text = body.slice(unit.start, unit.end);
      const parts = splitAttribution(text);
      const isQuoteAlone = !parts && isAllQuoted(text, { start: 0, end: text.length });
      if (parts?.speaker) {
        const name = text.slice(parts.speaker.start, parts.speaker.end);
        lastSpeaker = shift(parts.speaker, unit.start);
        if (!PRONOUN.test(name)) lastName = name;
      }
      const previous = found.at(-1);
      if (isQuoteAlone && !isFirst && previous?.kind === "direct") {
        // `"One," she said. "Two."` is one statement in two sentences.
        found[found.length - 1] = {
          ...previous,
          sentence: { start: previous.sentence.start, end: unit.end },
          content: { start: previous.content.start, end: unit.end },
        };
      } else if (parts || (isQuoteAlone && lastSpeaker)) {
        // A paragraph that is all quotation goes on from the speaker before it.
        const content = parts?.content ?? { start: 0, end: text.length };
        found.push({
          sentence: unit,
          speaker: lastSpeaker,
          content: shift(content, unit.start),
          kind: kindOf(text, { speaker: parts?.speaker ?? null, content }),
          speakerName: lastName,
        });
      }
      isFirst = false;
    }
  }
  return found;
}

/** Sentences, joined while a quotation is open: `"We met. We talked," he said.` is one. */
function findUnits(body: string, paragraph: Span): Span[] {
  const units: Span[] = [];
  const text = body.slice(paragraph.start, paragraph.end);
  const quotes = findQuotes(text);
  for (const sentence of findSentences(text)) {
    const last = units.at(-1);
    const splitsQuote = quotes.some(({ start, end }) => start < sentence.start && sentence.start < end);
    if (last && splitsQuote)
      units[units.length - 1] = { start: last.start, end: paragraph.start + sentence.end };
    else units.push(shift(sentence, paragraph.start));
  }
  return units;
}

function kindOf(text: string, { speaker, content }: AttributionParts): Attribution["kind"] {
  if (isAllQuoted(text, content, speaker)) return "direct";
  const isTouched = findQuotes(text).some(({ start, end }) => start < content.end && content.start < end);
  return isTouched ? "mixed" : "indirect";
}

/** Whether no letter of the content stands outside quotation marks, but for the "he said" in its middle. */
function isAllQuoted(text: string, content: Span, speaker: Span | null = null): boolean {
  const quotes = findQuotes(text).filter(({ start, end }) => start < content.end && content.start < end);
  if (quotes.length === 0) return false;
  const starts = [content.start, ...quotes.map(({ end }) => end)];
  const gaps = starts.map((start, index) => ({ start, end: quotes[index]?.start ?? content.end }));
  return gaps.every(
    ({ start, end }) =>
      !/\p{L}/u.test(text.slice(start, end)) || (speaker && start <= speaker.start && speaker.end <= end),
  );
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
