import type { Evaluation, HeldRow } from "./evaluate.ts";

const COLUMNS = ["set", "measure", "figure", "count", "floor"] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The whole table as plain text, section by section. */
export function renderTable({ sections, engine }: Evaluation): string {
  const cells = sections.map(({ title, rows, notes }) => ({ title, lines: rows.map(cellsOf), notes }));
  const all = [headings, ...cells.flatMap(({ lines }) => lines)];
  const widths = COLUMNS.map((column) => Math.max(...all.map((line) => line[column].length)));
  const show = (line: Cells) =>
    COLUMNS.map((column, at) => pad(line[column], widths[at] ?? 0, at < 2 ? "left" : "right"))
      .join("  ")
      .trimEnd();
  return [
    `answers: ${engine.answers}, embeddings: ${engine.embeddings}`,
    ...cells.flatMap(({ title, lines, notes }) => [
      "",
      title,
      ...(lines.length > 0 ? [show(headings), ...lines.map(show)] : []),
      ...notes,
    ]),
    "",
  ].join("\n");
}

const headings: Cells = { set: "set", measure: "measure", figure: "figure", count: "count", floor: "floor" };

function cellsOf(row: HeldRow, index: number, rows: readonly HeldRow[]): Cells {
  return {
    set: rows[index - 1]?.set === row.set ? "" : row.set,
    measure: row.group === undefined ? row.measure : `  ${row.group}: ${row.measure}`,
    figure: renderFigure(row),
    count: renderCount(row),
    floor: renderFloor(row),
  };
}

/** A figure as people write it: `.957`, `44 ms`, `3`. */
export function renderFigure({ value, unit }: Pick<HeldRow, "value" | "unit">): string {
  if (Number.isNaN(value)) return "–";
  if (unit === "ms") return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  if (unit === "tokens") return Math.round(value).toLocaleString("en");
  if (unit === "count") return String(value);
  return renderShare(value);
}

function renderShare(value: number): string {
  return value.toFixed(3).replace(/^0\./, ".");
}

/** How many out of how many; of a mean, over how many. */
export function renderCount({ hits, of }: Pick<HeldRow, "hits" | "of">): string {
  const whole = (count: number) => count.toLocaleString("en");
  return hits === undefined ? whole(of) : `${whole(hits)} of ${whole(of)}`;
}

/** The floor, with a cross where it does not hold. */
export function renderFloor({ floor, better, unit, holds }: HeldRow): string {
  if (!floor) return "";
  const limit = renderFigure({ value: floor.limit, unit });
  return `${better === "higher" ? "≥" : "≤"} ${limit}${holds ? "" : " ✗"}`;
}

function pad(text: string, width: number, side: "left" | "right"): string {
  return side === "left" ? text.padEnd(width) : text.padStart(width);
}
