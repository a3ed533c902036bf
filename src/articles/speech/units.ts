import type { Span } from "../article.ts";
import { findSentences } from "../sentences.ts";
import { findQuotes } from "./quotes.ts";

/** A sentence, or several that one quotation joins, with the quotations in it. */
export interface Unit extends Span {
  readonly text: string;
  /** In the unit's text. */
  readonly quotes: readonly Span[];
}

/** `“Why?” Reed asked.`, `“Content.” — Ada Reed`: the sentence is not over. */
const ENDS_ASKING = /[?!…—–-]['’]?\s?(?:["”’]|'')$/;
const SPEECH_TAG =
  /^\p{Lu}[^“"]{0,100}?\s(?:said|says|asked|asks|wrote|writes|told|added|tweeted|shouted|yelled|replied|wondered|continued|declared|joked|responded|exclaimed|recalled)\b/u;
const SIGNATURE = /^[―—–-]+\s*\p{Lu}/u;

/** Sentences, joined while a quotation is open: `“We met. We talked,” he said.` is one. */
export function findUnits(body: string, paragraph: Span): Unit[] {
  const text = body.slice(paragraph.start, paragraph.end);
  const quotes = findQuotes(text);
  const spans: Span[] = [];
  let nextQuote = 0;
  for (const sentence of findSentences(text)) {
    while ((quotes[nextQuote]?.end ?? Number.POSITIVE_INFINITY) <= sentence.start) nextQuote += 1;
    const last = spans.at(-1);
    const isOpen = (quotes[nextQuote]?.start ?? Number.POSITIVE_INFINITY) < sentence.start;
    if (last && (isOpen || isOneSentence(text.slice(0, last.end), text.slice(sentence.start, sentence.end))))
      spans[spans.length - 1] = { start: last.start, end: sentence.end };
    else spans.push(sentence);
  }
  return withQuotes(text, { spans, quotes }).map((unit) => ({
    ...unit,
    start: unit.start + paragraph.start,
    end: unit.end + paragraph.start,
  }));
}

/** The end of a quotation that asks or that somebody signs, looked at no further back than its mark. */
function isOneSentence(before: string, next: string): boolean {
  const end = before.slice(-4);
  return (ENDS_ASKING.test(end) && SPEECH_TAG.test(next)) || (/["”]$/.test(end) && SIGNATURE.test(next));
}

function withQuotes(
  text: string,
  { spans, quotes }: { spans: readonly Span[]; quotes: readonly Span[] },
): Unit[] {
  let nextQuote = 0;
  return spans.map(({ start, end }) => {
    const own: Span[] = [];
    for (let quote = quotes[nextQuote]; quote && quote.start < end; quote = quotes[nextQuote]) {
      own.push({ start: quote.start - start, end: Math.min(quote.end, end) - start });
      nextQuote += 1;
    }
    return { start, end, text: text.slice(start, end), quotes: own };
  });
}
