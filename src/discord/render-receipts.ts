import type { Receipt } from "../answer/answer.ts";
import { findLateReading } from "../answer/dates.ts";
import { listReceipts, type WithReceipts } from "../answer/receipts.ts";
import { quoteLink } from "./links.ts";
import { apart, type Block, bold, markup, quoted, small, text } from "./markup.ts";
import { renderOrigin, titleOf, type Wording } from "./render.ts";
import { timestamp } from "./timestamps.ts";

/** As much as a reader needs to see that a quote is not torn out of its context. */
const MAX_CONTEXT_CHARS = 220;

/** Every quote of an answer in its surroundings, the quote itself in bold, with a link that leads to it. */
export function renderReceipts(answer: WithReceipts, wording: Wording): Block[] {
  return listReceipts(answer).map((receipt, index) => apart(renderReceipt(receipt, index + 1, wording)));
}

function renderReceipt(receipt: Receipt, number: number, wording: Wording): Block {
  const { words } = wording;
  const { article, quote, status } = receipt;
  const { before, after } = surroundingsOf(receipt);
  const link = quoteLink(article.url, quote);
  const readAt = timestamp(findLateReading(article) ?? null);
  const notes = [
    ...(link === undefined ? [] : [`[${words.readThere}](<${link}>)`]),
    ...(status === "repaired" ? [words.repaired] : []),
    ...(readAt === undefined ? [] : [words.readAt(readAt)]),
  ];
  return [
    small(
      markup(`\\[${number}\\] `),
      ...renderOrigin(article, wording),
      markup(" · "),
      text(titleOf(article)),
    ),
    quoted(text(before), bold(quote), text(after)),
    ...(notes.length === 0 ? [] : [small(markup(notes.join(" · ")))]),
  ];
}

/** What stands around a quote in its passage, cut between words. Nothing where the passage does not hold it. */
function surroundingsOf({ passage, quote, start, end }: Receipt): {
  readonly before: string;
  readonly after: string;
} {
  const from = start - passage.start;
  const to = end - passage.start;
  if (from < 0 || passage.text.slice(from, to) !== quote) return { before: "", after: "" };
  const ahead = passage.text.slice(0, from);
  const behind = passage.text.slice(to);
  return {
    before: ahead.length <= MAX_CONTEXT_CHARS ? ahead : `… ${cutStart(ahead)}`,
    after: behind.length <= MAX_CONTEXT_CHARS ? behind : `${cutEnd(behind)} …`,
  };
}

/** Drops the word that is cut in two; of a text without spaces, only half a character. */
const cutStart = (value: string) => value.slice(-MAX_CONTEXT_CHARS).replace(/^\S{0,30}\s/, "");
const cutEnd = (value: string) => value.slice(0, MAX_CONTEXT_CHARS).replace(/\s\S{0,30}$/, "");
