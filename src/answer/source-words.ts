import type { Article, Span } from "../articles/article.ts";
import { findLines, leansOnBefore } from "../articles/sentences.ts";
import { findUnits } from "../articles/speech/units.ts";
import { splitPassages } from "../articles/split.ts";
import { contentStems } from "../retrieval/words.ts";
import type { Hit } from "../store/store.ts";
import type { Statement } from "./answer.ts";
import type { QuotedSentence } from "./derive/derive.ts";
import type { WhoIsWho } from "./derive/who.ts";
import { MAX_QUOTE_CHARS, receiptAt } from "./receipts.ts";

/** A place in an article whose words an answer shows. */
export interface Place {
  readonly hit: Hit;
  readonly article: Article;
  /** In the article's body. */
  readonly span: Span;
  readonly who: WhoIsWho;
}

/** The sentences of a body that a span touches, each with the sentence before it in the text. */
export function findQuotedSentences(body: string, span: Span): QuotedSentence[] {
  const start = body.lastIndexOf("\n", span.start - 1) + 1;
  const paragraphEnd = body.indexOf("\n", Math.max(span.start, span.end - 1));
  const end = paragraphEnd < 0 ? body.length : paragraphEnd;
  const previous = body.slice(0, start).trimEnd();
  const previousStart = previous.lastIndexOf("\n") + 1;
  const units = findLines(body.slice(previousStart, end)).flatMap((line) =>
    findUnits(body, { start: line.start + previousStart, end: line.end + previousStart }),
  );
  return units.flatMap((unit, index) =>
    unit.start < span.end && span.start < unit.end
      ? [
          {
            text: unit.text,
            span: { start: unit.start, end: unit.end },
            before: units[index - 1]?.text ?? "",
          },
        ]
      : [],
  );
}

/**
 * The source's own words at a place: the whole sentences around it, cut at the edges of clauses where they are too long
 * to quote, with what they need to be read alone.
 */
export function tellInSourceWords(place: Place): Statement {
  const { article, span } = place;
  const sentences = findQuotedSentences(article.body, span);
  const whole = {
    start: Math.min(span.start, sentences[0]?.span?.start ?? span.start),
    end: Math.max(span.end, sentences.at(-1)?.span?.end ?? span.end),
  };
  const cut = cutToClauses(article.body, whole, span);
  const isCut = { start: cut.start > whole.start, end: cut.end < whole.end };
  const text = article.body.slice(cut.start, cut.end);
  const marked = `${isCut.start ? "… " : ""}${text.replace(/\s+/g, " ")}${isCut.end ? " …" : ""}`;
  return readAlone(
    { text: marked, wording: "source", receipts: [receiptOf(place, cut)] },
    { ...place, span: cut },
  );
}

/**
 * The statement with what it needs to be read alone: the name for "he" where the article leaves one, the sentence that it
 * leans on where both can be quoted, and the headline where that says more than the statement does.
 */
export function readAlone(statement: Statement, place: Place): Statement {
  const { article, who } = place;
  const [sentence] = findQuotedSentences(article.body, place.span);
  if (!leansOnBefore(statement.text) || !sentence?.span) return withHeadline(statement, article);
  const name = who.nameOfPronoun(sentence.span);
  if (name !== undefined) {
    const named = statement.text.replace(/^(["“'‘]?)(?:He|She|They)\b(?!['’])/, `$1[${name}]`);
    return withHeadline({ ...statement, text: named }, article);
  }
  const start =
    sentence.before === "" ? -1 : article.body.lastIndexOf(sentence.before, sentence.span.start - 1);
  const isNear = start >= 0 && !article.body.slice(start, place.span.start).includes("\n");
  if (statement.wording === "source" && isNear && place.span.end - start <= MAX_QUOTE_CHARS) {
    const span = { start, end: place.span.end };
    const text = article.body.slice(start, place.span.end).replace(/\s+/g, " ");
    const dots = statement.text.endsWith(" …") ? " …" : "";
    return withHeadline({ ...statement, text: text + dots, receipts: [receiptOf(place, span)] }, article);
  }
  return withHeadline(statement, article);
}

/** A headline that says what the statement says, or that is only the text's own opening, would be read twice. */
function withHeadline(statement: Statement, { title, body }: Article): Statement {
  if (body.trimStart().startsWith(title.replace(/\s*…$/, ""))) return statement;
  const said = contentStems(statement.text);
  const added = [...contentStems(title)].filter((stem) => !said.has(stem));
  return added.length < MIN_ADDED_WORDS ? statement : { ...statement, headline: title.replace(/\s+/g, " ") };
}

/** A headline with fewer words of its own only says the same shorter. */
const MIN_ADDED_WORDS = 2;

/** In the passage of the hit where it holds the span, else in the passage of the article that does. */
function receiptOf({ hit, article }: Place, span: Span): Statement["receipts"][number] {
  const isInside = (passage: Span) => passage.start <= span.start && span.end <= passage.end;
  const passage = isInside(hit.passage)
    ? hit.passage
    : (splitPassages(article).find(isInside) ?? hit.passage);
  const inPassage = {
    start: span.start - passage.start,
    end: Math.min(span.end, passage.end) - passage.start,
  };
  return receiptAt({ ...hit, passage }, { ...inPassage, start: Math.max(0, inPassage.start) }, "verified");
}

/** Where a clause ends and what follows can be left unsaid. */
const CLAUSE_EDGE = /[,;:—–](?=\s)|\s[—–-](?=\s)/g;

/** The longest run of whole clauses that holds the quote and may be quoted. */
function cutToClauses(body: string, whole: Span, quote: Span): Span {
  if (whole.end - whole.start <= MAX_QUOTE_CHARS) return whole;
  const text = body.slice(whole.start, whole.end);
  const edges = [...text.matchAll(CLAUSE_EDGE)].map(({ index }) => whole.start + index);
  const fits = (start: number) => quote.end - start <= MAX_QUOTE_CHARS;
  const starts = [
    whole.start,
    ...edges.filter((edge) => edge < quote.start).map((edge) => afterEdge(body, edge)),
  ];
  const start = starts.find(fits) ?? quote.start;
  const ends = [whole.end, ...edges.filter((edge) => edge >= quote.end).toReversed()];
  const end =
    ends.find((edge) => edge - start <= MAX_QUOTE_CHARS) ?? Math.min(quote.end, start + MAX_QUOTE_CHARS);
  return { start, end };
}

function afterEdge(body: string, edge: number): number {
  const rest = /^\s*[,;:—–-]\s*/.exec(body.slice(edge, edge + 8));
  return edge + (rest?.[0].length ?? 0);
}
