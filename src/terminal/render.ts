import type { Answer, Answered, Disagreement, Receipt, Statement, Unanswered } from "../answer/answer.ts";
import { findLateReading, formatDay } from "../answer/dates.ts";
import { listReceipts, placeOfReceipt } from "../answer/receipts.ts";
import type { ArticleInfo } from "../articles/article.ts";
import type { Line } from "./output.ts";

/**
 * An answer as a person reads it: statements with numbered receipts, what the sources differ on, then where each
 * receipt stands. Days are those of a time zone (an IANA name).
 */
export function renderAnswer(answer: Answer, timeZone = "UTC"): Line[] {
  const body =
    answer.kind === "answered" ? renderAnswered(answer, timeZone) : renderUnanswered(answer, timeZone);
  return [{ text: "" }, ...body, { text: "" }, ...renderFooter(answer, timeZone), { text: "" }];
}

/** Who published an article, and when, as people say it: `Reuters, 27 February 2026`. */
export function originOf({ outlet, publishedAt }: ArticleInfo, timeZone = "UTC"): string {
  return `${outlet}, ${publishedAt === null ? "undated" : formatDay(publishedAt, timeZone)}`;
}

function renderAnswered(answer: Answered, timeZone: string): Line[] {
  const { statements, asOf, disagreements = [] } = answer;
  const receipts = listReceipts(answer);
  const places = receipts.map(placeOfReceipt);
  const cite = (cited: readonly Receipt[]) =>
    cited.map((receipt) => `[${places.indexOf(placeOfReceipt(receipt)) + 1}]`).join("");
  const newest = asOf && `The newest that the sources have on this is of ${formatDay(asOf, timeZone)}.`;
  return [
    ...(newest ? [{ text: newest, indent: 2 }, { text: "" }] : []),
    ...renderStatements(statements, cite, timeZone),
    ...disagreements.flatMap((disagreement) => renderDisagreement(disagreement, cite, timeZone)),
    { text: "" },
    ...renderReceipts(receipts, statements, timeZone),
  ];
}

type Cite = (receipts: readonly Receipt[]) => string;

function renderStatements(statements: readonly Statement[], cite: Cite, timeZone: string): Line[] {
  return statements.flatMap((statement, index): Line[] => {
    const { text, receipts, story } = statement;
    const opensStory = story !== undefined && story !== statements[index - 1]?.story;
    const gap = index > 0 ? [{ text: "" }] : [];
    const heading = opensStory ? [...gap, { text: story, style: "bold" } as const] : [];
    const said = [text, cite(receipts), ...remarksOn(statement, timeZone)].join(" ");
    return [...heading, { text: said, marker: "• ", indent: 2 }];
  });
}

/** When it happened, and how many tell it with one voice. */
function remarksOn({ happened = [], carriedBy }: Statement, timeZone: string): string[] {
  const remarks = [
    ...happened.map(({ text, day }) => `${text}: ${formatDay(day, timeZone)}`),
    ...(carriedBy ? [`${carriedBy.outlets} outlets, ${count(carriedBy.origins, "origin")}`] : []),
  ];
  return remarks.length === 0 ? [] : [`(${remarks.join("; ")})`];
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

function renderDisagreement({ about, sides }: Disagreement, cite: Cite, timeZone: string): Line[] {
  const lines = sides.map(({ value, day, receipt }) => ({
    text: `${value}${day === undefined ? "" : `, ${formatDay(day, timeZone)}`} (${originOf(receipt.article, timeZone)}) ${cite([receipt])}`,
    marker: "• ",
    indent: 2,
  }));
  return [{ text: "" }, { text: `The sources differ: ${about}`, style: "bold" }, ...lines];
}

/** A quote that is itself a statement stands above already. */
function renderReceipts(
  receipts: readonly Receipt[],
  statements: readonly Statement[],
  timeZone: string,
): Line[] {
  const markers = receipts.map((_, index) => `[${index + 1}] `);
  const lines = receipts.flatMap((receipt, index): Line[] => {
    const { article, quote, start, end, status } = receipt;
    const marker = markers[index] ?? "";
    const indent = 2 + marker.length;
    const isShown = statements.some(({ text }) => text.includes(quote));
    const repaired = status === "repaired" ? " (found after normalising spaces and marks)" : "";
    const readAt = findLateReading(article);
    const read = readAt === undefined ? "" : `, read ${formatDay(readAt, timeZone)}`;
    return [
      { text: `${originOf(article, timeZone)}: ${article.title}`, marker, indent: 2 },
      ...(isShown ? [] : [{ text: `“${quote}”`, indent }]),
      {
        text: `${article.url ?? article.id}, characters ${start}–${end}${repaired}${read}`,
        indent,
        style: "dim",
      },
    ];
  });
  return [{ text: "Receipts", style: "bold" }, ...lines];
}

function renderUnanswered({ reason, nearest }: Unanswered, timeZone: string): Line[] {
  const lines: Line[] = [{ text: `Not covered. ${reason}`, indent: 2 }];
  if (nearest.length === 0) return lines;
  const titles = nearest.map(({ article }) => ({
    text: `${article.title} (${originOf(article, timeZone)})`,
    marker: "• ",
    indent: 2,
  }));
  return [...lines, { text: "" }, { text: "The nearest there is", style: "bold" }, ...titles];
}

const ORIGINS = {
  model: "written by a model, checked against the sources",
  extractive: "in the sources' own words",
} as const;

function renderFooter(answer: Answer, timeZone: string): Line[] {
  const { withheld, notice, engine, sourcesUpTo, usage } = answer;
  const parts = [
    sourcesUpTo === null ? "no dated sources" : `sources up to ${formatDay(sourcesUpTo, timeZone)}`,
    ...(answer.kind === "answered" ? [ORIGINS[engine]] : []),
    ...(withheld.length > 0
      ? [`${count(withheld.length, "statement")} withheld: not found in the sources`]
      : []),
    ...(usage ? [`${usage.promptTokens} + ${usage.completionTokens} tokens`] : []),
  ];
  const footer = [...(notice ? [notice] : []), parts.join(" · ")];
  return footer.map((text) => ({ text, indent: 2, style: "dim" }));
}
