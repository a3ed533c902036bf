import { commonPassages } from "./ratios.ts";
import type { Report } from "./report.ts";
import type { Row } from "./row.ts";

/** What the project wants of itself, beside what was measured, as a Markdown table. */
export function renderTargets({ bench: { rows }, ask, reloads }: Report): string {
  const filtered = rows.filter(({ callers, filter }) => callers === 1 && filter === "server, 90 days");
  const rowOf = (engine: string, passages: number) =>
    filtered.find((row) => row.engine === engine && row.passages === passages);
  const common = commonPassages(rows);
  const ours = rowOf("On Record", common);
  const postgres = rowOf("PostgreSQL", common);
  const isByWords = postgres?.searchesBy === "words";
  const grown = filtered.find((row) => row.engine === "On Record" && row.passages === 10 * common);
  const lines = [
    ...(ours ? linesOfSearch(ours, stallOf(rows, common)) : []),
    ...compared("at least twice as fast as LanceDB's hybrid search", {
      value: ratio(rowOf("LanceDB", common), ours),
      holds: (value) => value >= 2,
    }),
    ...compared(`not slower than a PostgreSQL server's search${isByWords ? ", both by words alone" : ""}`, {
      value: ratio(postgres, isByWords ? rowOf("On Record's index", common) : ours),
      holds: (value) => value >= 1,
    }),
    ...compared("with ten times as many passages and servers, slower by less than 1.5 times", {
      value: ratio(grown, ours),
      holds: (value) => value < 1.5,
    }),
    ...(ask ? linesOfAsk(ask) : []),
    ...linesOfReloads(reloads),
  ];
  return ["| wanted | measured | |", "| --- | --- | --- |", ...lines].join("\n");
}

/** Taking in and searching, asked by one and by many at once. */
function stallOf(rows: readonly Row[], common: number): number {
  const own = rows.filter(
    ({ engine, passages, filter }) =>
      engine === "On Record" && passages === common && filter === "server, 90 days",
  );
  return Math.max(...own.map(({ stallMs }) => stallMs));
}

function linesOfSearch({ passages, p50Ms, p99Ms, rssMb }: Row, stallMs: number): string[] {
  return [
    line(
      `search in one server and 90 days of ${count(passages)} passages: p50 at most 4 ms`,
      `${p50Ms} ms`,
      p50Ms <= 4,
    ),
    line("p99 at most 12 ms", `${p99Ms} ms`, p99Ms <= 12),
    line("no stall of the main thread over 10 ms", `${stallMs} ms`, stallMs <= 10),
    line("memory at most 150 MB over bare Node", `${rssMb} MB`, rssMb <= 150),
  ];
}

function linesOfAsk(ask: Readonly<Record<string, number>>): string[] {
  const { asks, missed = Number.NaN, acknowledgedP99Ms = Number.NaN } = ask;
  return [
    line(`${asks} \`/ask\` at once during a reload: none missed`, `${missed} missed`, missed === 0),
    line("acknowledged: p99 at most 500 ms", `${acknowledgedP99Ms} ms`, acknowledgedP99Ms <= 500),
  ];
}

/** Noise between two runs of the same is about this much. */
const ABOUT_THE_SAME = 1.5;

function linesOfReloads(reloads: Report["reloads"]): string[] {
  const [first, last] = [reloads.at(0), reloads.at(-1)];
  if (!first || !last || first === last) return [];
  return compared(
    `a reload with nothing changed, ${count(last.passages)} passages against ${count(first.passages)}: about the same`,
    {
      value: (last.unchangedNotModifiedMs ?? Number.NaN) / (first.unchangedNotModifiedMs ?? Number.NaN),
      holds: (value) => value <= ABOUT_THE_SAME,
    },
  );
}

interface Comparison {
  /** Undefined: not measured this time. */
  readonly value: number | undefined;
  readonly holds: (value: number) => boolean;
}

function compared(what: string, { value, holds }: Comparison): string[] {
  return value === undefined ? [] : [line(what, `${value.toFixed(2)} times`, holds(value))];
}

function ratio(a: Row | undefined, b: Row | undefined): number | undefined {
  return a && b ? a.p50Ms / b.p50Ms : undefined;
}

function line(what: string, measured: string, holds: boolean): string {
  return `| ${what} | ${measured} | ${holds ? "holds" : "**missed**"} |`;
}

function count(value = Number.NaN): string {
  return value.toLocaleString("en-US");
}
