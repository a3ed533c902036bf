import { FILTERS } from "./engine.ts";
import type { Result, Row } from "./row.ts";

/** What the columns mean, as Markdown. */
export const LEGEND = `Hybrid search, the ten best passages with their text. **p50, p99**: from the moment when a question is asked, by one
caller, and by 16 at the same moment, each question having been asked once before; **first** is the p99 of that first
time. **recall, nDCG**: of the passages about the asked aspect of the asked story (known, since the articles are made
up), as many as fit among the first ten. **in**: passages taken in a second, vectors given, indexes built and all on the
disk; **with embedding**: with the offline embedder before it. **open**: until a process that has just started has
answered a question. **memory**: of the process that searches, over bare Node. **stall**: the longest that the main
thread was busy, searching / taking in.`;

const COLUMNS: readonly { readonly title: string; readonly cell: (rows: Rows) => string }[] = [
  { title: "engine", cell: ({ one }) => one.engine + (one.searchesBy === "words" ? " (words alone)" : "") },
  { title: "p50 / p99 ms", cell: ({ one }) => `${time(one.p50Ms)} / ${time(one.p99Ms)}` },
  { title: "16 at once", cell: ({ many }) => (many ? `${time(many.p50Ms)} / ${time(many.p99Ms)}` : "") },
  { title: "first", cell: ({ one }) => time(one.firstTimeP99Ms) },
  { title: "recall", cell: ({ one }) => share(one.recall) },
  { title: "nDCG", cell: ({ one }) => share(one.ndcg) },
  { title: "in /s", cell: ({ one }) => count(one.ingestPerSecond) },
  {
    title: "with embedding /s",
    cell: ({ one }) => (one.ingestEmbeddingPerSecond === null ? "–" : count(one.ingestEmbeddingPerSecond)),
  },
  { title: "open ms", cell: ({ one }) => count(one.openMs) },
  { title: "memory MB", cell: ({ one }) => count(one.rssMb) },
  { title: "disk MB", cell: ({ one }) => count(one.diskMb) },
  {
    title: "stall ms",
    cell: ({ one, many }) =>
      `${time(Math.max(one.stallSearchMs, many?.stallSearchMs ?? 0))} / ${time(one.stallIngestMs)}`,
  },
];

/** The same engine asked by one, and by many at once. */
interface Rows {
  readonly one: Row;
  readonly many: Row | undefined;
}

/** Every figure as Markdown: a table for each size and filter. */
export function renderTables({ rows, failures }: Pick<Result, "rows" | "failures">): string {
  const sizes = [...new Set(rows.map(({ passages }) => passages))];
  const tables = sizes.flatMap((passages) =>
    FILTERS.flatMap((filter) => {
      const own = rows.filter((row) => row.passages === passages && row.filter === filter);
      const heading = `### ${count(passages)} passages, ${own[0]?.servers} servers, filter: ${filter}`;
      return own.length === 0 ? [] : [`${heading}\n\n${renderTable(own)}`];
    }),
  );
  const failed = failures.map(
    ({ engine, passages, reason }) => `${engine} failed with ${count(passages)} passages: ${reason}`,
  );
  return [...tables, ...failed].join("\n\n");
}

function renderTable(rows: readonly Row[]): string {
  const engines = [...Map.groupBy(rows, ({ engine }) => engine).values()].flatMap((own) => {
    const [one, many] = own.toSorted((a, b) => a.callers - b.callers);
    return one ? [{ one, many }] : [];
  });
  const lines = [
    COLUMNS.map(({ title }) => title),
    COLUMNS.map(() => "---"),
    ...engines.map((pair) => COLUMNS.map(({ cell }) => cell(pair))),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function time(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : count(ms);
}

function share(value: number): string {
  return value.toFixed(2);
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
