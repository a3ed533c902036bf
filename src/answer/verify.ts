import type { Article, Span } from "../articles/article.ts";
import { blankOrders } from "../articles/orders.ts";
import type { Hit } from "../store/store.ts";
import { holdsAddress } from "./addresses.ts";
import type { Receipt, Statement, Withheld } from "./answer.ts";
import { type QuotedSentence, refuseDerivation } from "./derive/derive.ts";
import { readWhoIsWho, type WhoIsWho } from "./derive/who.ts";
import { findReceipt, standsIn, withoutRepeats } from "./receipts.ts";
import { findQuotedSentences, readAlone, tellInSourceWords } from "./source-words.ts";

/** A statement as a model proposes it: nothing in it is believed. */
export interface Draft {
  /** The quotes, shortened to be read. */
  readonly say: string;
  /** What was quoted, and where it is to stand. */
  readonly quotes: readonly DraftQuote[];
}

export interface DraftQuote {
  readonly quote: string;
  readonly hit: Hit;
  readonly article: Article;
}

/** A model's own marks of its passages: `[2]`. */
const MARKS = /\s*\[\d+(?:\s*,\s*\d+)*\]/g;

/** Longer shortenings are essays; the source's own words are shown instead. */
const MAX_SAY_CHARS = 400;

/** Zero width, direction overrides, tags, halves of letters: with them a text reads otherwise than it is checked. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}]|(?![\u200C\u200D])\p{Cf}|(?<=\p{sc=Latin})[\u200C\u200D]/u;

export type Verdict =
  | {
      readonly kind: "holds";
      readonly statement: Statement;
      /** Why the draft's own words are not shown, where the source's are. */
      readonly reason?: string;
    }
  | { readonly kind: "withheld"; readonly withheld: Withheld };

/** Who is who in each article, read once. */
export type WhoIsWhoReader = (article: Article) => WhoIsWho;

/** Reads who is who once for each article, when it is first needed. */
export function createWhoIsWhoReader(): WhoIsWhoReader {
  const known = new Map<string, WhoIsWho>();
  return (article) => {
    const who = known.get(article.id) ?? readWhoIsWho(article);
    known.set(article.id, who);
    return who;
  };
}

export interface VerifyDeps {
  readonly timeZone: string;
  readonly readWho: WhoIsWhoReader;
}

/**
 * The gate before a reader. A draft whose quote stands in its passage, or in its article's headline, is shown: in its
 * own words where these follow from the quoted sentences, else in the source's. Without a true quote it is withheld, and
 * so is what the source itself should not be made to say: an order to machines, or an address.
 */
export function verifyDraft({ say, quotes }: Draft, deps: VerifyDeps): Verdict {
  const text = say.replace(MARKS, "").replace(/\s+/g, " ").trim();
  const withhold = (reason: string): Verdict => ({ kind: "withheld", withheld: { text, reason } });
  if (quotes.length === 0) return withhold("it names no passage");
  const places = quotes.flatMap((quoted) => locate(quoted) ?? []);
  const [first] = places;
  if (!first || places.length < quotes.length) return withhold("its quote does not stand in the source");
  if (places.some(isOrdered)) return withhold("its quote is an order to machines, not a report");
  const who = deps.readWho(first.article);
  const own = tellInSourceWords({ ...first, who });
  if (holdsAddress(own.text) || UNSEEN.test(own.text))
    return withhold("its source holds an address or hidden letters there");

  const reason = refuseSay(text, places, { ...deps, who });
  if (reason !== undefined) return { kind: "holds", statement: own, reason };
  if (text === own.text) return { kind: "holds", statement: own };
  const receipts = withoutRepeats(places.flatMap(({ receipt }) => receipt ?? own.receipts));
  const statement = { text, wording: "model", receipts } as const;
  return { kind: "holds", statement: readAlone(statement, { ...first, who }) };
}

interface Located {
  readonly hit: Hit;
  readonly article: Article;
  /** Of the quote, in the body; of a headline, its article's first sentence. */
  readonly span: Span;
  /** Undefined where the quote stands in the headline alone. */
  readonly receipt: Receipt | undefined;
}

function locate({ quote, hit, article }: DraftQuote): Located | undefined {
  const receipt = findReceipt(quote, hit);
  if (receipt) return { hit, article, receipt, span: { start: receipt.start, end: receipt.end } };
  if (!standsIn(quote, article.title)) return undefined;
  const lead = /\S.*/.exec(article.body);
  const start = lead?.index ?? 0;
  return { hit, article, receipt: undefined, span: { start, end: start + 1 } };
}

function refuseSay(
  text: string,
  places: readonly Located[],
  { timeZone, who }: VerifyDeps & { readonly who: WhoIsWho },
): string | undefined {
  const [first] = places;
  if (text === "" || !first) return "it says nothing";
  if (/[?？]$/.test(text)) return "it is a question";
  if (text.length > MAX_SAY_CHARS) return "it is longer than a sentence";
  if (UNSEEN.test(text)) return "it has letters that nobody sees";
  if (holdsAddress(text)) return "it has an address";
  if (places.some(({ article }) => article.id !== first.article.id)) return "it joins two articles";
  if (places.some(({ receipt }) => receipt === undefined)) return "it quotes the headline";
  const sentences = places
    .flatMap(({ article, span }) => findQuotedSentences(article.body, span))
    .toSorted(byPlace);
  return refuseDerivation(text, { sentences, article: first.article, who, timeZone });
}

const byPlace = (a: QuotedSentence, b: QuotedSentence) => (a.span?.start ?? 0) - (b.span?.start ?? 0);

function isOrdered({ receipt, article, span }: Located): boolean {
  if (!receipt) return blankOrders(article.title) !== article.title;
  const { passage } = receipt;
  const blanked = blankOrders(passage.text).slice(span.start - passage.start, span.end - passage.start);
  return blanked !== receipt.quote;
}
