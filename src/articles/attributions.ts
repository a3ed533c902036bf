import type { Span } from "./article.ts";
import { findHolder, findIntroductions, type Introduction } from "./people.ts";
import { findLines } from "./sentences.ts";
import { findSpeech } from "./speech/speech.ts";
import { findUnits, type Unit } from "./speech/units.ts";

/** Something that an article says somebody said, each part where it stands in the body. */
export interface Attribution {
  /** The sentence or sentences that hold all of it. */
  readonly sentence: Span;
  /** Null when the text leaves it open. */
  readonly speaker: Span | null;
  /** From the first word of it to the last, over a "he said" in its middle. */
  readonly content: Span;
  /** `direct`: all of the content is in quotation marks; `mixed`: some of it; `indirect`: none. */
  readonly kind: "direct" | "mixed" | "indirect";
  /** Who spoke, by the name that the article gave where the speaker is only "he", "who" or "the minister". */
  readonly speakerName: string | null;
}

/** The statement that a quotation in the next sentence would go on with. */
interface OpenQuotation {
  readonly index: number;
  /** Letters outside quotation marks, from its beginning to its sentence's end. */
  readonly charsOutside: number;
}

/** A statement of two quotations that stand further apart than their own length is told as two. */
const MAX_SHARE_OUTSIDE = 0.5;

/** Newspapers print nothing longer: of a flood of letters the rest is left unread. */
const MAX_CHARS = 100_000;

/** Who said what in an article, in order: by quotation marks, verbs of speech and thought, and "according to". */
export function findAttributions(article: string): Attribution[] {
  const body = article.slice(0, MAX_CHARS);
  const found: Attribution[] = [];
  const introductions = findIntroductions(body);
  let open: OpenQuotation | undefined;

  for (const unit of findLines(body).flatMap((paragraph) => findUnits(body, paragraph))) {
    if (isAllQuoted(unit, { start: 0, end: unit.text.length })) {
      open = open && goOn(found, open, unit);
      continue;
    }
    const said = attributionsOf(unit, { introductions, lastName: found.at(-1)?.speakerName ?? null });
    const lastQuote = unit.quotes.at(-1);
    const end = unit.start + (lastQuote?.end ?? Number.POSITIVE_INFINITY);
    const last = said.findLastIndex(({ content }) => content.end >= end);
    const holder = said[last];
    open = holder && {
      index: found.length + last,
      charsOutside: charsOutside(unit, holder.content.start - unit.start),
    };
    found.push(...said);
  }
  return found;
}

/** `“One,” she said. “Two.”`, also over paragraphs, is one statement of several sentences. */
function goOn(found: Attribution[], open: OpenQuotation, unit: Unit): OpenQuotation | undefined {
  const statement = found[open.index];
  if (!statement) return undefined;
  const content = { start: statement.content.start, end: unit.end };
  if (open.charsOutside < (content.end - content.start) * MAX_SHARE_OUTSIDE) {
    found[open.index] = {
      ...statement,
      content,
      sentence: { start: statement.sentence.start, end: unit.end },
    };
    return open;
  }
  const { start, end } = unit;
  found.push({ ...statement, content: { start, end }, sentence: { start, end }, kind: "direct" });
  return { index: found.length - 1, charsOutside: 0 };
}

interface NameContext {
  readonly introductions: readonly Introduction[];
  /** Who spoke before. */
  readonly lastName: string | null;
}

function attributionsOf(unit: Unit, { introductions, lastName }: NameContext): Attribution[] {
  let before = lastName;
  return findSpeech(unit.text, unit.quotes).map(({ speaker, antecedent, content }) => {
    const named = antecedent ?? speaker;
    const name = unit.text.slice(named.start, named.end);
    const speakerName = PRONOUN.test(name) ? before : (findHolder(name, introductions) ?? name);
    before = speakerName;
    return {
      sentence: { start: unit.start, end: unit.end },
      speaker: shift(speaker, unit.start),
      content: shift(content, unit.start),
      kind: kindOf(unit, { speaker, content }),
      speakerName,
    };
  });
}

const PRONOUN = /^(?:he|she|they|who|which|it)$/i;

function kindOf(unit: Unit, { speaker, content }: { speaker: Span; content: Span }): Attribution["kind"] {
  if (isAllQuoted(unit, content, speaker)) return "direct";
  const isTouched = unit.quotes.some(({ start, end }) => start < content.end && content.start < end);
  return isTouched ? "mixed" : "indirect";
}

/** Whether no letter of the content stands outside quotation marks, but for the "he said" in its middle. */
function isAllQuoted({ text, quotes: all }: Unit, content: Span, speaker?: Span): boolean {
  const quotes = all.filter(({ start, end }) => start < content.end && content.start < end);
  if (quotes.length === 0) return false;
  const starts = [content.start, ...quotes.map(({ end }) => end)];
  const gaps = starts.map((start, index) => ({ start, end: quotes[index]?.start ?? content.end }));
  return gaps.every(
    ({ start, end }) =>
      !/\p{L}/u.test(text.slice(start, end)) || (speaker && start <= speaker.start && speaker.end <= end),
  );
}

/** How much of a unit, from a place in it, is not quoted. */
function charsOutside({ text, quotes }: Unit, from: number): number {
  return quotes.reduce(
    (chars, { start, end }) => chars - Math.max(0, end - Math.max(start, from)),
    text.length - from,
  );
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
