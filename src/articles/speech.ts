import type { Span } from "./article.ts";

/** Verbs that news writing attributes with. "Told" and "wrote" take a recipient or a place before the content. */
const SPEECH_VERBS = `acknowledged? acknowledges admitted admits adds added agrees? agreed announces? announced argues? argued
  asked asks asserts? asserted believes? believed boasted cautioned cautions claims? claimed commented complained concedes? conceded
  concludes? concluded confirms? confirmed contended contends declares? declared denied denies disclosed emphasi[sz]e[ds] estimates? estimated
  exclaimed expects? explained explains hinted hopes? hoped insists? insisted joked maintain(?:s|ed) noted notes
  observes? observed pledges? pledged pointed\\sout predicts? predicted promises? promised proposes? proposed recalls? recalled
  reiterates? reiterated remarked repeated replied replies reports? reported responded responds revealed reveals said saying says?
  states? stated stress(?:es|ed) suggests? suggested swore tells? telling testified testifies thinks? thought threatened told tweeted
  urges? urged vows? vowed wants? wanted warns? warned wondered writes? wrote`;
const CUE = new RegExp(
  `(?<![\\p{L}’'-])(?:${SPEECH_VERBS.trim().split(/\s+/).join("|")})(?![\\p{L}’'-])`,
  "gu",
);
const ACCORDING =
  /\b[Aa]ccording to ((?:[^,.;“"]|(?<=[A-Z])\.|, (?:a|an|the|who|which)\b[^,.;“"]*(?=[,.]))+)/;

/** In front, an apposition ends with a comma: else it is what was said. */
const ACCORDING_IN_FRONT =
  /^\W*According to ((?:[^,.;“"]|(?<=[A-Z])\.|, (?:a|an|the|who|which)\b[^,.;“"]*(?=,))+),/;

/** What may stand between a tail attribution's verb and the end: "said on Thursday in Vienna." */
const ADVERBIAL =
  /^[\s,]*(?:$|[.?!;]|(?:in|on|at|during|after|before|while|when|as|amid|to|by|last|late|early|earlier|later|this|yesterday|today|recently|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|of|from|via|through|with|without|referring|speaking|adding|citing|noting|about)\b)/i;
const INTRODUCTION =
  /^["“'‘]?(?:After|On|In|During|At|Before|When|While|As|Since|Despite|With|Speaking|Describing|Asked|Although|Though|If|For|From|By|To|Late|Early|Earlier|Later|Last|But|And|Meanwhile|However|Still|Yet|Also|Now|Then|Instead|Until|Once|Because|Even|Unlike|Like|Following|\p{Lu}\p{Ll}+ing)\b/u;
const NOT_A_SPEAKER =
  /^(?:it|that|which|this|there|what|to|not|be|been|being|and|or|but|also|have|has|had|as|of|the)?$/i;

/** "A threatened attack", "the proposed deal": a participle, not somebody speaking. */
const NOT_BEFORE_A_VERB = /(?:^|\s)(?:a|an|the|his|her|its|their|this|of|to|be|been|being)\s$/i;

/** The parts of a sentence that says what somebody said, as spans of it; undefined when none does. */
export interface AttributionParts {
  readonly speaker: Span | null;
  readonly content: Span;
}

/** Spans of quoted text with their marks, curly or straight; one left open runs to the end. */
export function findQuotes(text: string): Span[] {
  return [...text.matchAll(/[“"][^“”"]*(?:[”"]|$)/g)].map(({ index, 0: quote }) => ({
    start: index,
    end: index + quote.length,
  }));
}

/** Finds the speaker and the content of a reported or quoted sentence. */
export function splitAttribution(sentence: string): AttributionParts | undefined {
  const quotes = findQuotes(sentence);
  const isQuoted = (at: number) => quotes.some(({ start, end }) => start < at && at < end);
  for (const cue of sentence.matchAll(CUE)) {
    if (isQuoted(cue.index) || NOT_BEFORE_A_VERB.test(sentence.slice(0, cue.index))) continue;
    const at = { start: cue.index, end: cue.index + cue[0].length };
    const parts = afterQuote(sentence, at) ?? atTail(sentence, at) ?? atHead(sentence, at, quotes);
    if (parts) return parts;
  }
  const according = ACCORDING_IN_FRONT.exec(sentence) ?? ACCORDING.exec(sentence);
  return according && !isQuoted(according.index) ? fromAccording(sentence, according) : undefined;
}

/** `"Content," said the minister.` */
function afterQuote(sentence: string, cue: Span): AttributionParts | undefined {
  const before = sentence.slice(0, cue.start);
  if (!/[,?!.…—-]['’]?["”]\s*$/.test(before)) return undefined;
  const speaker =
    /^\s+([^,.;:“"]+?(?:(?<=\b[A-Z])\.[^,.;:“"]+?)*)(?=[,.;:“"]|\s(?:in|on|at|during|after|to|as|while|when|who|last)\b|$)/.exec(
      sentence.slice(cue.end),
    );
  const name = speaker?.[1];
  if (!name || NOT_A_SPEAKER.test(name)) return undefined;
  const start = cue.end + (speaker[0].length - name.length);
  return {
    speaker: { start, end: start + name.length },
    content: quotedContent(sentence, cue.start, start + name.length),
  };
}

/** `Content, the minister said on Thursday.` and `"Content," he said. ` */
function atTail(sentence: string, cue: Span): AttributionParts | undefined {
  const before = sentence.slice(0, cue.start);
  const tail = /^(.*?[,?!.…—]["”]?)\s+([^,“”"]{1,120}?)\s*$/s.exec(before);
  const lead = tail?.[1];
  const name = tail?.[2]?.replace(/\s(?:has|had|have|also|later|then|would|did)$/, "");
  if (!lead || !name || NOT_A_SPEAKER.test(name)) return undefined;
  const isQuote = /["”]$/.test(lead);
  if (
    !isQuote &&
    (INTRODUCTION.test(before) || !ADVERBIAL.test(sentence.slice(cue.end)) || lead.split(/\s+/).length < 4)
  ) {
    return undefined;
  }
  const from = lead.lastIndexOf(name);
  const start = before.lastIndexOf(name);
  if (start < 0 || from === start) return undefined;
  const speaker = { start, end: start + name.length };
  return {
    speaker,
    content: isQuote ? quotedContent(sentence, start, cue.end) : trimContent(sentence, 0, lead.length),
  };
}

/** What may stand between a verb and what was said: when, where and to whom. */
const TO_SOMEBODY =
  /^(?:\s+(?:on|in|at|during|earlier|late|last|to|reporters|[\p{Lu}]|the|a|his|her|their|me|us|him|them|after)[^“":]{0,90}?)?(?:\s+that\b|\s*:|,?\s*(?=["“]))/u;
const TO_NOBODY =
  /^(?:\s+(?:on|in|at|during|earlier|late|last|to|after)[^“":]{0,90}?)?(?:\s+that\b|\s*:|,\s*(?=["“]))/u;

/** `The minister said that content.`, `Rubio told reporters: "Content."` */
function atHead(sentence: string, cue: Span, quotes: readonly Span[]): AttributionParts | undefined {
  const after = sentence.slice(cue.end);
  const quote = quotes.find(({ start }) => start >= cue.end);
  const verb = sentence.slice(cue.start, cue.end).toLowerCase();
  const isToSomebody = /^(?:asked|told|tells?|telling|wrote|writes?|urge[ds]?)$/.test(verb);
  const opening = (isToSomebody ? TO_SOMEBODY : TO_NOBODY).exec(after);
  if (isToSomebody && !opening && !quote) {
    const recipient =
      /^\s+\S+(?:\s+(?:News|Times|Post|Press|TV|CNN|\p{Lu}\S+))*(?:\s+(?:on|in)\s+\p{Lu}\p{L}+)?\s/u.exec(
        after,
      );
    return headParts(sentence, cue, cue.end + (recipient?.[0].length ?? 0));
  }
  const timed =
    /^\s+(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today)(?:\s+(?:that|morning|night|evening|afternoon))?\s/.exec(
      after,
    );
  const skip = opening?.[0].length ?? timed?.[0].length ?? 0;
  return headParts(sentence, cue, cue.end + skip);
}

function headParts(sentence: string, cue: Span, contentStart: number): AttributionParts | undefined {
  const speaker = nounBefore(sentence, cue.start);
  const content = trimContent(sentence, contentStart, sentence.length);
  if (!speaker || content.end - content.start < MIN_CONTENT_CHARS) return undefined;
  return { speaker, content };
}

/** Two short words: anything less is "he said so". */
const MIN_CONTENT_CHARS = 8;

/** The noun phrase that a verb at `end` belongs to: from the clause's start, without introduction or apposition. */
function nounBefore(sentence: string, end: number): Span | undefined {
  const before = sentence
    .slice(0, end)
    .replace(
      /(?:\s+(?:has|had|have|also|later|then|repeatedly|previously|earlier|long|once|is|was|are|were|did|not|will|would|often|publicly|reportedly|still|on\s+\p{Lu}\p{L}+))*\s*$/u,
      "",
    );
  const start = clauseStart(before);
  const phrase = before.slice(start);
  const opening =
    /^["“'‘\s]*(?:(?:But|And|Meanwhile|However|Still|Yet|Also)[,\s]+)?/.exec(phrase)?.[0].length ?? 0;
  const head = phrase.slice(opening).split(/,\s/)[0] ?? "";
  const name = head.trim();
  if (NOT_A_SPEAKER.test(name) || name.length > MAX_SPEAKER_CHARS || !/\p{L}/u.test(name)) return undefined;
  return { start: start + opening, end: start + opening + name.length };
}

/** Where the clause begins that a text ends with. */
function clauseStart(before: string): number {
  // "After the talks that he led, Rubio" drops everything up to its last comma.
  if (INTRODUCTION.test(before) && /,\s/.test(before)) return before.lastIndexOf(", ") + 2;
  let start = 0;
  for (const match of before.matchAll(
    /["”;:—]\s+|\s(?:and|but|because|while|after|although|though|when|as|that)\s+/g,
  )) {
    const rest = before.slice(match.index + match[0].length);
    const opensClause = /^["”;:—]/.test(match[0]) || /^(?:\p{Lu}|he\b|she\b|they\b|the\b)/u.test(rest);
    if (opensClause) start = match.index + match[0].length;
  }
  return start;
}

/** Longer "speakers" in the hand-marked articles of PolNeAR are misread clauses. */
const MAX_SPEAKER_CHARS = 120;

function fromAccording(sentence: string, match: RegExpExecArray): AttributionParts | undefined {
  const name = (match[1] ?? "").trim();
  const start = match.index + match[0].indexOf(name);
  const speaker = { start, end: start + name.length };
  const isOpening = match.index < 3;
  const content = isOpening
    ? trimContent(sentence, speaker.end, sentence.length)
    : trimContent(sentence, 0, match.index);
  return content.end - content.start < MIN_CONTENT_CHARS ? undefined : { speaker, content };
}

/** From the first quotation mark to the last, over an attribution in the middle: `"A," he said, "and B."` */
function quotedContent(sentence: string, speakerStart: number, tailStart: number): Span {
  const quotes = findQuotes(sentence);
  const before = quotes.filter(({ end }) => end <= speakerStart);
  const after = quotes.filter(({ start }) => start >= tailStart);
  const start = before[0]?.start ?? 0;
  const lead = sentence.slice(0, start);
  // "The talks were "serious," he said": the content began before the mark.
  const from = /\p{L}/u.test(lead) ? 0 : start;
  return { start: from, end: after.at(-1)?.end ?? before.at(-1)?.end ?? speakerStart };
}

function trimContent(sentence: string, start: number, end: number): Span {
  const text = sentence.slice(start, end);
  const leading = /^[\s,:;]*(?:that\s)?\s*/.exec(text)?.[0].length ?? 0;
  const trailing = /[\s,.;:]*$/.exec(text.slice(leading))?.[0].length ?? 0;
  return { start: start + leading, end: Math.max(start + leading, end - trailing) };
}
