import type { Answer, Receipt, Statement } from "../answer/answer.ts";
import { formatDay } from "../answer/dates.ts";
import type { ArticleInfo } from "../articles/article.ts";
import type { Hit } from "../store/store.ts";
import type { Line } from "./output.ts";

/** An answer as a person reads it: statements with numbered receipts, then where each of them stands. */
export function renderAnswer(answer: Answer): Line[] {
  const body =
    answer.kind === "answered"
      ? [...renderStatements(answer.statements), { text: "" }, ...renderReceipts(answer.statements)]
      : renderUnanswered(answer.reason, answer.nearest);
  return [{ text: "" }, ...body, { text: "" }, ...renderFooter(answer), { text: "" }];
}

/** Who published an article, and when, as people say it: `Reuters, 27 February 2026`. */
export function originOf({ outlet, publishedAt }: ArticleInfo): string {
  return `${outlet}, ${publishedAt === null ? "undated" : formatDay(publishedAt)}`;
}

/** A receipt's number is its place in the answer; a place that serves two statements has one number. */
function numberReceipts(statements: readonly Statement[]): Map<string, Receipt> {
  return new Map(
    statements.flatMap(({ receipts }) => receipts).map((receipt) => [placeOf(receipt), receipt]),
  );
}

function placeOf({ article, start, end }: Receipt): string {
  return `${article.id} ${start} ${end}`;
}

function renderStatements(statements: readonly Statement[]): Line[] {
  const places = [...numberReceipts(statements).keys()];
  return statements.flatMap(({ text, receipts, story }, index): Line[] => {
    const numbers = receipts.map((receipt) => `[${places.indexOf(placeOf(receipt)) + 1}]`).join("");
    const opensStory = story !== undefined && story !== statements[index - 1]?.story;
    const gap = index > 0 ? [{ text: "" }] : [];
    const heading = opensStory ? [...gap, { text: story, style: "bold" } as const] : [];
    return [...heading, { text: `${text} ${numbers}`, marker: "• ", indent: 2 }];
  });
}

/** A quote that is itself a statement stands above already. */
function renderReceipts(statements: readonly Statement[]): Line[] {
  const receipts = [...numberReceipts(statements).values()];
  const markers = receipts.map((_, index) => `[${index + 1}] `);
  const lines = receipts.flatMap((receipt, index): Line[] => {
    const { article, quote, start, end, status } = receipt;
    const marker = markers[index] ?? "";
    const indent = 2 + marker.length;
    const isShown = statements.some(({ text }) => text.includes(quote));
    const repaired = status === "repaired" ? " (found after normalising spaces and marks)" : "";
    return [
      { text: `${originOf(article)}: ${article.title}`, marker, indent: 2 },
      ...(isShown ? [] : [{ text: `“${quote}”`, indent }]),
      { text: `${article.url ?? article.id}, characters ${start}–${end}${repaired}`, indent, style: "dim" },
    ];
  });
  return [{ text: "Receipts", style: "bold" }, ...lines];
}

function renderUnanswered(reason: string, nearest: readonly Hit[]): Line[] {
  const lines: Line[] = [{ text: `Not covered. ${reason}`, indent: 2 }];
  if (nearest.length === 0) return lines;
  const titles = nearest.map(({ article }) => ({
    text: `${article.title} (${originOf(article)})`,
    marker: "• ",
    indent: 2,
  }));
  return [...lines, { text: "" }, { text: "The nearest there is", style: "bold" }, ...titles];
}

const ORIGINS = {
  model: "written by a model, checked against the sources",
  extractive: "in the sources' own words",
} as const;

function renderFooter(answer: Answer): Line[] {
  const { withheld, notice, engine, sourcesUpTo, usage } = answer;
  const counted = withheld.length === 1 ? "1 statement withheld" : `${withheld.length} statements withheld`;
  const parts = [
    sourcesUpTo === null ? "no dated sources" : `sources up to ${formatDay(sourcesUpTo)}`,
    ...(answer.kind === "answered" ? [ORIGINS[engine]] : []),
    ...(withheld.length > 0 ? [`${counted}: not found in the sources`] : []),
    ...(usage ? [`${usage.promptTokens} + ${usage.completionTokens} tokens`] : []),
  ];
  const footer = [...(notice ? [notice] : []), parts.join(" · ")];
  return footer.map((text) => ({ text, indent: 2, style: "dim" }));
}
