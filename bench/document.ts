import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { listEngines } from "./engines.ts";
import { drawPictures } from "./pictures.ts";
import { renderRatios } from "./ratios.ts";
import { type Report, reportSchema } from "./report.ts";
import { LEGEND, renderTables } from "./table.ts";
import { renderTargets } from "./targets.ts";

/** Writes the tables between a document's marks, and its pictures and figures beside it. */
export async function writeDocument(file: string, report: Report): Promise<void> {
  const sections = renderSections(report);
  const text = await readFile(file, "utf8");
  const written = [...sections].reduce(
    (before, [name, section]) => replaceSection(before, name, section),
    text,
  );
  await writeFile(file, written);
  await writeFile(figuresOf(file), `${JSON.stringify(report, undefined, 1)}\n`);
  for (const [name, svg] of drawPictures(report.bench.rows)) await writeFile(join(dirname(file), name), svg);
}

/** The figures that a document was last written from. */
export async function loadReport(file: string): Promise<Report> {
  return reportSchema.parse(JSON.parse(await readFile(figuresOf(file), "utf8")));
}

function figuresOf(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}.json`);
}

/** Replaces what stands between `<!-- bench:NAME -->` and `<!-- end -->`. Throws when the mark is not there. */
export function replaceSection(text: string, name: string, section: string): string {
  const mark = `<!-- bench:${name} -->`;
  const start = text.indexOf(mark);
  const end = text.indexOf(END, start);
  if (start === -1 || end === -1) throw new Error(`the document has no ${mark} … ${END}`);
  return `${text.slice(0, start)}${mark}\n\n${section}\n\n${text.slice(end)}`;
}

const END = "<!-- end -->";

function renderSections(report: Report): ReadonlyMap<string, string> {
  const { bench, ask, reloads } = report;
  const { machine, embedderPerSecond, rows, failures } = bench;
  const notes = listEngines({ postgresUrl: "" })
    .filter(({ name }) => rows.some(({ engine }) => engine === name))
    .map(({ name, note }) => `- ${name}: ${note}`);
  const embedder = `The offline embedder made ${embedderPerSecond ?? "–"} vectors of 60 words a second.`;
  return new Map([
    ["machine", `${machine}. ${embedderPerSecond === null ? "" : embedder}`],
    ["targets", renderTargets(report)],
    ["ratios", renderRatios(rows, "server, 90 days")],
    ["tables", `${LEGEND}\n\n${notes.join("\n")}\n\n${renderTables({ rows, failures })}`],
    ["ask", ask ? renderFigures([ask]) : "not measured"],
    ["reload", reloads.length > 0 ? renderFigures(reloads) : "not measured"],
  ]);
}

/** A line for each figure, a column for each run. */
function renderFigures(runs: readonly Readonly<Record<string, number>>[]): string {
  const names = Object.keys(runs[0] ?? {});
  return [
    `| figure |${runs.map((_, index) => ` run ${index + 1} |`).join("")}`,
    `| --- |${runs.map(() => " --- |").join("")}`,
    ...names.map(
      (name) => `| ${name} |${runs.map((run) => ` ${run[name]?.toLocaleString("en-US")} |`).join("")}`,
    ),
  ].join("\n");
}
