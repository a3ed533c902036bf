import { type Panel, renderChart, type Series } from "./chart.ts";
import type { FilterName } from "./engine.ts";
import type { Row } from "./row.ts";

/** The pictures of `docs/performance.md`, as SVG by file name. */
export function drawPictures(rows: readonly Row[]): ReadonlyMap<string, string> {
  const alone = rows.filter(({ callers }) => callers === 1);
  const panel = (title: string, yLabel: string, what: Pick<Measure, "filter" | "figure">): Panel => ({
    title,
    xLabel: "passages",
    yLabel,
    series: seriesOf(alone, what),
  });
  const inServer: FilterName = "server, 90 days";
  return new Map([
    [
      "performance-time.svg",
      renderChart([
        panel("One server, the last 90 days", "search p50, ms", {
          filter: inServer,
          figure: (row) => row.p50Ms,
        }),
        panel("Everything", "search p50, ms", { filter: "none", figure: (row) => row.p50Ms }),
      ]),
    ],
    [
      "performance-room.svg",
      renderChart([
        panel("Memory over bare Node", "MB", { filter: inServer, figure: (row) => row.rssMb }),
        panel("Disk", "MB", { filter: inServer, figure: (row) => row.diskMb }),
      ]),
    ],
  ]);
}

interface Measure {
  readonly filter: FilterName;
  readonly figure: (row: Row) => number;
}

function seriesOf(rows: readonly Row[], { filter, figure }: Measure): Series[] {
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  return engines.flatMap((name, colour) => {
    const own = rows.filter((row) => row.engine === name && row.filter === filter);
    const points = own
      .toSorted((a, b) => a.passages - b.passages)
      // A logarithm of nothing can't be drawn.
      .map((row) => ({ x: row.passages, y: Math.max(0.1, figure(row)) }));
    return points.length === 0 ? [] : [{ name, colour, isOurs: name.startsWith("On Record"), points }];
  });
}
