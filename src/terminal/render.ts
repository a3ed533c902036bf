import type { Answer, Receipt, Statement } from "../answer/answer.ts";
import { formatDay } from "../answer/dates.ts";
import type { RankedHit } from "../retrieval/fuse.ts";
import type { Interpretation } from "../retrieval/interpret.ts";
import type { Hit } from "../store/store.ts";
import { type Output, wrap } from "./output.ts";

/** An answer as a person reads it: statements with numbered receipts, then where each stands. */
export function renderAnswer(answer: Answer, output: Output): string {
  const receipts = numberReceipts(answer.statements);
  const body =
    answer.kind === "answered"
      ? [
          ...renderStatements(answer.statements, receipts, output),
          "",
          output.bold("Receipts"),
          ...renderReceipts(receipts, output),
        ]
      : renderUnanswered(answer.reason, answer.nearest, output);
  return ["", ...body, "", ...renderFooter(answer, output).map((line) => output.dim(line)), ""].join("\n");
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

function renderStatements(
  statements: readonly Statement[],
  receipts: ReadonlyMap<string, Receipt>,
  output: Output,
): string[] {
  const places = [...receipts.keys()];
  let story: string | undefined;
  return statements.flatMap((statement) => {
    const numbers = statement.receipts.map((receipt) => `[${places.indexOf(placeOf(receipt)) + 1}]`).join("");
    const heading =
      statement.story !== undefined && statement.story !== story ? ["", output.bold(statement.story)] : [];
    story = statement.story;
    return [...heading, wrap(`• ${statement.text} ${numbers}`, output.width, "  ")];
  });
}

function renderReceipts(receipts: ReadonlyMap<string, Receipt>, output: Output): string[] {
  return [...receipts.values()].map(({ article, quote, start, end, status }, index) => {
    const head = `[${index + 1}] ${article.outlet}, ${dayOf(article.publishedAt)}: “${quote}”`;
    const repaired = status === "repaired" ? ", after normalising spaces and marks" : "";
    const place = `${article.url ?? article.id}, characters ${start}–${end}${repaired}`;
    return `${wrap(head, output.width, "  ")}\n${output.dim(wrap(place, output.width, "      "))}`;
  });
}

function renderUnanswered(reason: string, nearest: readonly Hit[], output: Output): string[] {
  const lines = [wrap(`Not covered. ${reason}`, output.width, "  ")];
  if (nearest.length === 0) return lines;
  const titles = nearest.map(({ article }) =>
    wrap(`• ${article.title} (${article.outlet}, ${dayOf(article.publishedAt)})`, output.width, "  "),
  );
  return [...lines, "", output.bold("The nearest there is"), ...titles];
}

function renderFooter(answer: Answer, output: Output): string[] {
  const { withheld, notice, engine, sourcesUpTo, usage } = answer;
  const counted = withheld.length === 1 ? "1 statement withheld" : `${withheld.length} statements withheld`;
  const parts = [
    sourcesUpTo === null ? "no dated sources" : `sources up to ${formatDay(sourcesUpTo)}`,
    engine === "model" ? "written by a model, checked against the sources" : "in the sources' own words",
    ...(withheld.length > 0 ? [`${counted}: not found in the sources`] : []),
    ...(usage ? [`${usage.promptTokens} + ${usage.completionTokens} tokens`] : []),
  ];
  return [...(notice ? [wrap(notice, output.width, "  ")] : []), wrap(parts.join(" · "), output.width, "  ")];
}

function dayOf(publishedAt: string | null): string {
  return publishedAt === null ? "undated" : formatDay(publishedAt);
}

/** Hits as a person reads them, and with `explain` how the question was read and what each rank is made of. */
export function renderHits(
  { interpretation, hits }: { readonly interpretation: Interpretation; readonly hits: readonly RankedHit[] },
  { output, explain }: { readonly output: Output; readonly explain: boolean },
): string {
  const lines = hits.flatMap(({ passage, article, score, trace }, index) => {
    const head = `${index + 1}. ${output.bold(article.title)} (${article.outlet}, ${dayOf(article.publishedAt)})`;
    const clues = trace.clues.length > 0 ? `, named ${trace.clues.join(" and ")} ×` : "";
    const why = `score ${score.toFixed(3)} = words ${trace.lexical.toFixed(3)}, meaning ${trace.dense.toFixed(3)}${clues}`;
    const text = passage.text.replace(/\s+/g, " ");
    return [head, ...(explain ? [output.dim(`   ${why}`)] : []), wrap(text, output.width, "   "), ""];
  });
  return [...(explain ? [...renderInterpretation(interpretation), ""] : []), ...lines].join("\n").trimEnd();
}

function renderInterpretation({ terms, names, outlets, periods, speaker, wants }: Interpretation): string[] {
  const rows = [
    ["words", terms.join(" ")],
    ["names", names.join(", ")],
    ["outlets", outlets.join(", ")],
    [
      "dates",
      periods
        .map(({ since, until, text }) => `${text} (${since.slice(0, 10)} to before ${until.slice(0, 10)})`)
        .join(", "),
    ],
    ["speaker", speaker ?? ""],
    ["wants", wants ?? ""],
  ];
  return rows.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`);
}
