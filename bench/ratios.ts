import type { FilterName } from "./engine.ts";
import type { Row } from "./row.ts";

interface Measure {
  readonly title: string;
  readonly of: (row: Row) => number;
  readonly isMoreBetter?: boolean;
}

const MEASURES: readonly Measure[] = [
  { title: "search p50", of: (row) => row.p50Ms },
  { title: "search p99", of: (row) => row.p99Ms },
  { title: "nDCG", of: (row) => row.ndcg, isMoreBetter: true },
  { title: "taking in", of: (row) => row.ingestPerSecond, isMoreBetter: true },
  { title: "opening", of: (row) => row.openMs },
  { title: "memory", of: (row) => row.rssMb },
  { title: "disk", of: (row) => row.diskMb },
  { title: "stall", of: (row) => row.stallMs },
];

/** The most passages with which others were measured too; ours may have grown further. */
export function commonPassages(rows: readonly Row[]): number {
  const beside = rows.filter(({ engine }) => !engine.startsWith(OURS));
  return Math.max(...beside.map(({ passages }) => passages));
}

const OURS = "On Record";

/** How many times better or worse ours is than each other engine, as a Markdown table; losses are bold. */
export function renderRatios(rows: readonly Row[], filter: FilterName): string {
  const passages = commonPassages(rows);
  const own = rows.filter((row) => row.passages === passages && row.filter === filter && row.callers === 1);
  const ours = own.find(({ engine }) => engine === OURS);
  if (!ours) return "";
  const lines = own
    .filter(({ engine }) => !engine.startsWith(OURS))
    .map((theirs) => [
      theirs.searchesBy === "words" ? `${theirs.engine} (words alone)` : theirs.engine,
      ...MEASURES.map((measure) => renderRatio(ours, theirs, measure)),
    ]);
  const heading = `${passages.toLocaleString("en-US")} passages, filter: ${filter}, one caller:`;
  const table = [
    ["beside", ...MEASURES.map(({ title }) => title)],
    ["---", ...MEASURES.map(() => "---")],
    ...lines,
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
  return `${heading}\n\n${table}`;
}

function renderRatio(ours: Row, theirs: Row, { of, isMoreBetter = false }: Measure): string {
  const better = isMoreBetter ? of(ours) / of(theirs) : of(theirs) / of(ours);
  if (Math.abs(better - 1) < SAME) return "the same";
  return better > 1 ? `${inDigits(better)} × better` : `**${inDigits(1 / better)} × worse**`;
}

const SAME = 0.05;

function inDigits(value: number): string {
  return value < 10 ? value.toFixed(value < 2 ? 2 : 1) : Math.round(value).toLocaleString("en-US");
}
