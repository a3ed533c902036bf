import { expect, test } from "vitest";
import { listEngines } from "../../bench/engines.ts";
import { rowSchema } from "../../bench/row.ts";
import { runSize } from "../../bench/run.ts";

test("our engine is measured in processes of its own, and finds most of what answers", async () => {
  const size = { passages: 800, servers: 2, dimensions: 16, seed: 7 };
  const { rows, failures } = await runSize(size, {
    engines: listEngines({ postgresUrl: undefined }).filter(({ isOurs }) => isOurs),
    filters: ["server, 90 days"],
    questions: 8,
    rounds: 1,
    callers: [1, 4],
    budgetMs: 60_000,
    embedderPerSecond: null,
    onProgress: () => {},
  });
  expect(failures).toEqual([]);
  expect(rows.map((row) => rowSchema.parse(row))).toMatchObject([
    { engine: "On Record", passages: 800, filter: "server, 90 days", callers: 1, searches: 8 },
    { engine: "On Record", passages: 800, filter: "server, 90 days", callers: 4, searches: 8 },
    { engine: "On Record's index", searchesBy: "words", callers: 1, searches: 8 },
    { engine: "On Record's index", searchesBy: "words", callers: 4, searches: 8 },
  ]);
  for (const { recall, p50Ms, p99Ms, ingestPerSecond, openMs, diskMb } of rows) {
    expect(recall).toBeGreaterThan(0.5);
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
    for (const figure of [p50Ms, ingestPerSecond, openMs, diskMb]) expect(figure).toBeGreaterThan(0);
  }
});
