/** One engine's line: its points from left to right, and the number of its colour. */
export interface Series {
  readonly name: string;
  readonly colour: number;
  /** Drawn thicker, and above the others. */
  readonly isOurs: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Panel {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
}

const PANEL = { width: 530, height: 340 } as const;
/** Right of the plot stand the names of the lines. */
const PLOT = { left: 62, right: 340, top: 44, bottom: 284 } as const;
const LABEL_HEIGHT = 17;

/** A picture has a background of its own, so that it can be read on a light page and on a dark one. */
const STYLE = `
  svg { font: 13px system-ui, sans-serif; --ground: #fff; --ink: #1f2328; --faint: #d1d9e0; --0: #0969da; --1: #9a6700;
    --2: #cf222e; --3: #bc4c00; --4: #1a7f37; --5: #8250df; --6: #59636e; --7: #bf3989 }
  @media (prefers-color-scheme: dark) { svg { --ground: #151b23; --ink: #e6edf3; --faint: #3d444d; --0: #58a6ff;
    --1: #d29922; --2: #ff7b72; --3: #f0883e; --4: #3fb950; --5: #bc8cff; --6: #9198a1; --7: #f778ba } }
  .ground { fill: var(--ground) } text { fill: var(--ink) } .title { font-weight: 600 }
  .grid { stroke: var(--faint) } polyline { fill: none; stroke-width: 1.75 } .ours { stroke-width: 3.5 }
  .ours-name { font-weight: 700 }`;

/** Panels side by side, as a whole SVG file. Both axes are logarithmic: a straight line is a constant power. */
export function renderChart(panels: readonly Panel[]): string {
  const width = PANEL.width * panels.length;
  const label = panels.map(({ title }) => title).join("; ");
  const drawn = panels.map(
    (panel, index) => `<g transform="translate(${index * PANEL.width} 0)">${renderPanel(panel)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeXml(label)}" width="${width}" height="${PANEL.height}" viewBox="0 0 ${width} ${PANEL.height}">
<style>${STYLE}
</style>
<rect class="ground" width="100%" height="100%" rx="6"/>
${drawn.join("\n")}
</svg>
`;
}

function renderPanel({ title, xLabel, yLabel, series }: Panel): string {
  const points = series.flatMap((one) => one.points);
  const x = createScale(
    points.map((point) => point.x),
    { from: PLOT.left, to: PLOT.right },
  );
  const y = createScale(
    points.map((point) => point.y),
    { from: PLOT.bottom, to: PLOT.top },
  );
  const middle = (PLOT.top + PLOT.bottom) / 2;
  const ordered = series.toSorted((a, b) => Number(a.isOurs) - Number(b.isOurs));
  return [
    `<text class="title" x="${PLOT.left}" y="24">${escapeXml(title)}</text>`,
    ...x.ticks.map((tick) => renderXTick(x.place(tick), tick)),
    ...y.ticks.map((tick) => renderYTick(y.place(tick), tick)),
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PANEL.height - 12}" text-anchor="middle">${escapeXml(xLabel)}</text>`,
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${escapeXml(yLabel)}</text>`,
    ...ordered.map((one) => renderLine(one, x.place, y.place)),
    ...renderNames(series, y.place),
  ].join("\n");
}

interface Scale {
  place(value: number): number;
  readonly ticks: readonly number[];
}

/** From the power of ten below the least to the one above the most; a tick at each. */
function createScale(values: readonly number[], { from, to }: { from: number; to: number }): Scale {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    place: (value) => round(from + ((Math.log10(value) - first) / (last - first)) * (to - from)),
    ticks: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
  };
}

function renderXTick(x: number, value: number): string {
  return `<line class="grid" x1="${x}" x2="${x}" y1="${PLOT.top}" y2="${PLOT.bottom}"/><text x="${x}" y="${PLOT.bottom + 18}" text-anchor="middle">${inWords(value)}</text>`;
}

function renderYTick(y: number, value: number): string {
  return `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y}" y2="${y}"/><text x="${PLOT.left - 8}" y="${y + 4}" text-anchor="end">${inWords(value)}</text>`;
}

function renderLine({ points, colour, isOurs }: Series, x: Scale["place"], y: Scale["place"]): string {
  const path = points.map((point) => `${x(point.x)},${y(point.y)}`).join(" ");
  const dots = points.map(
    (point) =>
      `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="${isOurs ? 4.5 : 3}" fill="var(--${colour})"/>`,
  );
  return `<polyline${isOurs ? ' class="ours"' : ""} stroke="var(--${colour})" points="${path}"/>${dots.join("")}`;
}

/** Each name beside the end of its line, pushed down where two would stand on each other. */
function renderNames(series: readonly Series[], y: Scale["place"]): string[] {
  const wanted = series
    .map((one) => ({ one, at: y(one.points.at(-1)?.y ?? 1) }))
    .toSorted((a, b) => a.at - b.at);
  let lowest = Number.NEGATIVE_INFINITY;
  const placed = wanted.map(({ one, at }) => {
    lowest = Math.max(at, lowest + LABEL_HEIGHT);
    return { one, at: lowest };
  });
  const overflow = Math.max(0, lowest - PLOT.bottom);
  return placed.map(
    ({ one, at }) =>
      `<text${one.isOurs ? ' class="ours-name"' : ""} x="${PLOT.right + 10}" y="${round(at + 4 - overflow)}" style="fill: var(--${one.colour})">${escapeXml(one.name)}</text>`,
  );
}

function inWords(value: number): string {
  return value.toLocaleString("en-US", { notation: value >= 10_000 ? "compact" : "standard" });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
