import { describe, expect, test } from "vitest";
import { replaceSection } from "../../bench/document.ts";
import { fuseRanks } from "../../bench/engine.ts";
import { parseOptions } from "../../bench/options.ts";
import { drawPictures } from "../../bench/pictures.ts";
import { renderRatios } from "../../bench/ratios.ts";
import type { Row } from "../../bench/row.ts";
import { judge, percentile } from "../../bench/scores.ts";
import { renderTables } from "../../bench/table.ts";
import { renderTargets } from "../../bench/targets.ts";

const row = (fields: Partial<Row> = {}): Row => ({
  engine: "On Record",
  passages: 100_000,
  servers: 20,
  filter: "server, 90 days",
  callers: 1,
  p50Ms: 4,
  p99Ms: 10,
  firstTimeP99Ms: 12,
  searches: 300,
  searchesBy: "words and vectors",
  recall: 0.9,
  ndcg: 0.9,
  ingestPerSecond: 5000,
  ingestEmbeddingPerSecond: 60,
  openMs: 100,
  rssMb: 100,
  diskMb: 350,
  stallMs: 8,
  stallSearchMs: 8,
  stallIngestMs: 3,
  ...fields,
});
const ROWS = [
  row(),
  row({ callers: 16, p50Ms: 30 }),
  row({ engine: "LanceDB", p50Ms: 10, diskMb: 300, rssMb: 100 }),
];

describe("the scores", () => {
  test("count what was found of as much as fits among the first ten", () => {
    const relevant = new Set(Array.from({ length: 12 }, (_, index) => `${index}`));
    expect(judge([...relevant], relevant)).toEqual({ recall: 1, ndcg: 1 });
    expect(judge(["x", "0"], new Set(["0", "1"])).recall).toBe(0.5);
    expect(judge(["x", "0"], new Set(["0"])).ndcg).toBeCloseTo(1 / Math.log2(3));
  });

  test("take the percentile from the values that there are", () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([3, 1, 2], 0.99)).toBe(3);
    expect(percentile([], 0.5)).toBeNaN();
  });

  test("fuse by rank: what both found comes first", () => {
    expect(fuseRanks(["a", "b"], ["c", "b"])[0]).toBe("b");
  });
});

describe("the tables", () => {
  test("show an engine once, asked by one and by many at once", () => {
    const table = renderTables({
      rows: ROWS,
      failures: [{ engine: "Orama", passages: 100_000, reason: "too large" }],
    });
    expect(table).toContain("### 100,000 passages, 20 servers, filter: server, 90 days");
    expect(table).toContain("| On Record | 4.0 / 10 | 30 / 10 |");
    expect(table.match(/\| LanceDB/g)).toHaveLength(1);
    expect(table).toContain("Orama failed with 100,000 passages: too large");
  });

  test("tell losses beside wins", () => {
    const ratios = renderRatios(ROWS, "server, 90 days");
    expect(ratios).toContain("| LanceDB | 2.5 × better |");
    expect(ratios).toContain("**1.17 × worse**");
    expect(ratios).toContain("the same");
  });

  test("hold what was wanted against what was measured", () => {
    const bench = { machine: "", embedderPerSecond: null, rows: ROWS, failures: [] };
    const reloads = [
      { passages: 10_000, unchangedNotModifiedMs: 50 },
      { passages: 100_000, unchangedNotModifiedMs: 100 },
    ];
    const targets = renderTargets({ bench, ask: { asks: 100, missed: 0, acknowledgedP99Ms: 40 }, reloads });
    expect(targets).toContain("| at least twice as fast as LanceDB's hybrid search | 2.50 times | holds |");
    expect(targets).toContain("about the same | 2.00 times | **missed** |");
    expect(targets).toContain("none missed | 0 missed | holds |");
  });

  test("compare words with words where PostgreSQL has no vectors", () => {
    const rows = [
      ...ROWS,
      row({ engine: "On Record's index", searchesBy: "words", p50Ms: 2 }),
      row({ engine: "PostgreSQL", searchesBy: "words", p50Ms: 3 }),
    ];
    const bench = { machine: "", embedderPerSecond: null, rows, failures: [] };
    expect(renderTargets({ bench, ask: null, reloads: [] })).toContain(
      "| not slower than a PostgreSQL server's search, both by words alone | 1.50 times | holds |",
    );
    expect(renderRatios(rows, "server, 90 days")).not.toContain("On Record's index");
  });

  test("are written between their marks, and nowhere else", () => {
    const text = "a\n<!-- bench:x -->\nold\n<!-- end -->\nb <!-- end -->";
    const once = replaceSection(text, "x", "new");
    expect(once).toBe("a\n<!-- bench:x -->\n\nnew\n\n<!-- end -->\nb <!-- end -->");
    expect(replaceSection(once, "x", "new")).toBe(once);
    expect(() => replaceSection(text, "y", "new")).toThrow("the document has no <!-- bench:y -->");
  });
});

test("the pictures name every engine, and can be read as XML", () => {
  const pictures = [
    ...drawPictures([...ROWS, row({ engine: "A & B", passages: 10_000, rssMb: 0 })]).values(),
  ];
  expect(pictures).toHaveLength(2);
  for (const svg of pictures) {
    expect(svg).toContain(">A &amp; B<");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  }
});

describe("the command line", () => {
  test("names engines, sizes and filters", () => {
    const args = ["--engines", "lancedb,on-record-sqlite", "--passages", "10,20", "--filters", "server"];
    const { sizes, filters } = parseOptions(args, { postgresUrl: undefined });
    expect(sizes.map(({ passages }) => passages)).toEqual([10, 20]);
    expect(sizes[0]?.engines.map(({ name }) => name)).toEqual(["LanceDB", "On Record"]);
    expect(filters).toEqual(["server, 90 days"]);
  });

  test("grows ours alone, and searches it by server alone", () => {
    const { sizes } = parseOptions(["--grow"], { postgresUrl: undefined });
    expect(sizes.at(-1)?.passages).toBe(1_000_000);
    expect(sizes.at(-1)?.engines.map(({ name, stores }) => [name, stores.length])).toEqual([
      ["On Record", 1],
    ]);
  });

  test("knows PostgreSQL where there is a server, and nothing that is not there", () => {
    const parse = (postgresUrl?: string) => parseOptions(["--engines", "postgres"], { postgresUrl });
    expect(parse("postgres://127.0.0.1/test").sizes[0]?.engines).toHaveLength(1);
    expect(() => parse()).toThrow('there is no engine "postgres"');
  });
});
