import type { Answer, Answered, Disagreement, Receipt, Statement, Unanswered } from "../answer/answer.ts";
import { findLateReading, formatDay } from "../answer/dates.ts";
import { listReceipts, placeOfReceipt, withoutRepeats } from "../answer/receipts.ts";
import { sayOnce } from "../answer/say-once.ts";
import type { ArticleInfo } from "../articles/article.ts";
import type { Line } from "./output.ts";

/**
 * An answer as a person reads it: statements, each above who says it and the numbers of its receipts, what the sources
 * differ on, then where each receipt stands. Days are those of a time zone (an IANA name).
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
  const cite = citing(receipts, timeZone);
  const newest = asOf && `The newest that the sources have on this is of ${formatDay(asOf, timeZone)}.`;
  return [
    ...(newest ? [{ text: newest, indent: 2 }, GAP] : []),
    ...sayOnce(statements).flatMap((statement, index) => [
      ...(index === 0 ? [] : [GAP]),
      ...renderStatement(statement, { isFirst: index === 0, cite, timeZone }),
    ]),
    ...disagreements.flatMap((disagreement) => renderDisagreement(disagreement, cite, timeZone)),
    GAP,
    ...renderReceipts(receipts, statements, timeZone),
  ];
}

const GAP: Line = { text: "" };

interface StatementContext {
  readonly isFirst: boolean;
  readonly cite: Cite;
  readonly timeZone: string;
}

/** What it says, and below it who says it. */
function renderStatement(statement: Statement, { isFirst, cite, timeZone }: StatementContext): Line[] {
  const { text, headline, story, receipts, carriedBy } = statement;
  const isAnswer = isFirst && story === undefined;
  const carriers = carriedBy ? [tellCarriers(carriedBy)] : [];
  return [
    ...(story === undefined ? [] : [{ text: story, style: "bold" } as const]),
    ...(headline === undefined ? [] : [{ text: headline, style: "italic" } as const]),
    { text, indent: 2, ...(isAnswer ? { style: "bold" } : {}) },
    quiet([...cite(receipts), ...carriers, ...tellDays(statement, timeZone)]),
  ];
}

const quiet = (remarks: readonly string[]): Line => ({
  text: remarks.join(" · "),
  marker: "— ",
  indent: 4,
  style: "dim",
});

/** Who published receipts and when, each once, with their numbers: `Reuters, 27 February 2026 [1][2]`. */
type Cite = (receipts: readonly Receipt[]) => string[];

function citing(all: readonly Receipt[], timeZone: string): Cite {
  const places = all.map(placeOfReceipt);
  const numberOf = (receipt: Receipt) => `[${places.indexOf(placeOfReceipt(receipt)) + 1}]`;
  return (receipts) => {
    const byOrigin = Map.groupBy(withoutRepeats(receipts), ({ article }) => originOf(article, timeZone));
    return [...byOrigin].map(([origin, ofOrigin]) => `${origin} ${ofOrigin.map(numberOf).join("")}`);
  };
}

function tellCarriers({ outlets, origins }: NonNullable<Statement["carriedBy"]>): string {
  return `${origins === 1 ? "one report" : `${origins} reports`}, in ${outlets} outlets`;
}

/** Which days it means by "Thursday". */
function tellDays({ happened = [], receipts }: Statement, timeZone: string): string[] {
  const published = receipts[0]?.article.publishedAt ?? "";
  return happened.map(
    ({ text, day }) => `${text} ${day <= published ? "was" : "is"} ${formatDay(day, timeZone)}`,
  );
}

function renderDisagreement({ about, sides }: Disagreement, cite: Cite, timeZone: string): Line[] {
  const lines = sides.flatMap(({ value, day, receipt }): Line[] => [
    { text: `${value}${day === undefined ? "" : ` (${formatDay(day, timeZone)})`}`, indent: 2 },
    quiet(cite([receipt])),
  ]);
  return [GAP, { text: `The sources differ: ${about}`, style: "bold" }, ...lines];
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
    const isShown = statements.some(({ text }) => text.includes(quote.replace(/\s+/g, " ")));
    const repaired = status === "repaired" ? " (found after normalising spaces and marks)" : "";
    const readAt = findLateReading(article);
    const read = readAt === undefined ? "" : `, read ${formatDay(readAt, timeZone)}`;
    return [
      { text: article.title, marker, indent: 2 },
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
  const titles = nearest.flatMap(({ article }): Line[] => [
    { text: article.title, indent: 2 },
    quiet([originOf(article, timeZone)]),
  ]);
  return [...lines, { text: "" }, { text: "The nearest there is", style: "bold" }, ...titles];
}

/** Who chose the statements, and whose words they are. */
function tellMaking({ engine, statements }: Answered): string {
  if (engine === "extractive") return "in the sources' own words";
  return statements.some(({ wording }) => wording === "model")
    ? "chosen and shortened by a model, each statement checked against its source"
    : "chosen by a model, in the sources' own words";
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

function renderFooter(answer: Answer, timeZone: string): Line[] {
  const { withheld, notice, sourcesUpTo, usage } = answer;
  const parts = [
    sourcesUpTo === null ? "no dated sources" : `sources up to ${formatDay(sourcesUpTo, timeZone)}`,
    ...(answer.kind === "answered" ? [tellMaking(answer)] : []),
    ...(withheld.length > 0
      ? [`${count(withheld.length, "statement")} withheld: not found in the sources`]
      : []),
    ...(usage ? [`${usage.promptTokens} + ${usage.completionTokens} tokens`] : []),
  ];
  const footer = [...(notice ? [notice] : []), parts.join(" · ")];
  return footer.map((text) => ({ text, indent: 2, style: "dim" }));
}
