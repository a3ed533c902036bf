import { blankOrders, blankOrdersOf } from "../articles/orders.ts";
import type { Hit } from "../store/store.ts";
import { holdsAddress } from "./addresses.ts";
import type { Receipt, Statement, Withheld } from "./answer.ts";
import { findReceipt, withoutRepeats } from "./receipts.ts";
import { checkSupport } from "./support/support.ts";

/** A statement as a model proposes it: nothing in it is believed. */
export interface Draft {
  readonly text: string;
  readonly receipts: readonly {
    /** The number of a passage as the prompt numbered it: 1 is the first hit. */
    readonly passage: number;
    readonly quote: string;
  }[];
}

/** Longer "sentences" are essays. */
const MAX_STATEMENT_CHARS = 400;

/** Zero width, direction overrides, tags, halves of letters: with them a text reads otherwise than it is checked. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}]|(?![\u200C\u200D])\p{Cf}|(?<=\p{sc=Latin})[\u200C\u200D]/u;

export type Verdict =
  | { readonly kind: "holds"; readonly statement: Statement }
  | { readonly kind: "withheld"; readonly withheld: Withheld };

/**
 * The gate before a reader: every quote of a draft stands in the passage that it names, and what the draft says
 * is supported by those passages. Anything less is withheld, with the reason.
 */
export function verifyDraft(draft: Draft, hits: readonly Hit[]): Verdict {
  const text = draft.text.replace(/\s+/g, " ").trim();
  const withhold = (reason: string): Verdict => ({ kind: "withheld", withheld: { text, reason } });
  if (text === "") return withhold("it says nothing");
  if (/[?？]["”’)\]]*$/.test(text)) return withhold("it is a question");
  if (text.length > MAX_STATEMENT_CHARS) return withhold("it is longer than a sentence");
  if (UNSEEN.test(text)) return withhold("it holds letters that nobody sees");
  if (holdsAddress(text)) return withhold("it holds an address");
  if (draft.receipts.length === 0) return withhold("it names no passage");

  const receipts: Receipt[] = [];
  for (const { passage, quote } of draft.receipts) {
    const hit = hits[passage - 1];
    if (!hit) return withhold(`passage ${passage} does not exist`);
    const receipt = findReceipt(quote, hit);
    if (!receipt) return withhold("its quote does not stand in the source");
    if (isOrdered(receipt)) return withhold("its quote is an order to machines, not a report");
    receipts.push(receipt);
  }
  const evidence = receipts.map(({ passage, article }) => ({
    text: blankOrders(passage.text),
    article: blankOrdersOf(article),
  }));
  const support = checkSupport(text, evidence);
  if (!support.supported) return withhold(support.reason ?? "the source does not say it");
  return { kind: "holds", statement: { text, receipts: withoutRepeats(receipts) } };
}

function isOrdered({ passage, quote, start, end }: Receipt): boolean {
  return blankOrders(passage.text).slice(start - passage.start, end - passage.start) !== quote;
}
