import { type Html, html } from "./html.ts";

/** One part of a bar: its share of the whole width, 0 to 1, and the style's name of its colour. */
export interface Part {
  readonly share: number;
  readonly colour: string;
  readonly title: string;
}

const WIDTH = 1000;

/** Parts side by side over a track; `tick` marks a place on it, such as a floor. Without text: that stands beside it. */
export function bar(
  parts: readonly Part[],
  { tick, height = 16 }: { readonly tick?: number | undefined; readonly height?: number } = {},
): Html {
  let from = 0;
  const rects = parts
    .filter(({ share }) => share > 0)
    .map(({ share, colour, title }) => {
      const x = from;
      from += share * WIDTH;
      return rect({ x, width: Math.max(2, share * WIDTH), height, colour }, title);
    });
  const label = parts.map(({ title }) => title).join("; ");
  return html`<svg role="img" aria-label="${label}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">
    <rect width="${WIDTH}" height="${height}" fill="var(--track)"/>${rects}${tick === undefined ? undefined : mark(tick, height)}
  </svg>`;
}

/** Two bars that grow from the middle: what counts against to the left, what counts for to the right. */
export function against(left: Part, right: Part, height = 16): Html {
  const middle = WIDTH / 2;
  const leftWidth = left.share * middle;
  return html`<svg role="img" aria-label="${left.title}; ${right.title}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">
    <rect width="${WIDTH}" height="${height}" fill="var(--track)"/>
    ${rect({ x: middle - leftWidth, width: leftWidth, height, colour: left.colour }, left.title)}
    ${rect({ x: middle, width: right.share * middle, height, colour: right.colour }, right.title)}
    ${mark(0.5, height)}
  </svg>`;
}

interface Rect {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

function rect({ x, width, height, colour }: Rect, title: string): Html {
  return html`<rect x="${round(x)}" width="${round(width)}" height="${height}" fill="var(--${colour})"><title>${title}</title></rect>`;
}

function mark(share: number, height: number): Html {
  const x = round(share * WIDTH);
  return html`<line x1="${x}" x2="${x}" y1="-3" y2="${height + 3}" stroke="var(--mark)" stroke-width="2" vector-effect="non-scaling-stroke"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What the colours of a chart mean. */
export function key(
  entries: readonly { readonly colour: string; readonly label: string }[],
  tick?: string,
): Html {
  const items = entries.map(
    ({ colour, label }) => html`<li><i style="background: var(--${colour})"></i>${label}</li>`,
  );
  return html`<ul class="key">${items}${tick === undefined ? undefined : html`<li><i class="tick"></i>${tick}</li>`}</ul>`;
}

/** One line of a chart: what it is about, its bar, its figure. */
export function line(label: string, chart: Html, figure: string): Html {
  return html`<div class="label">${label}</div><div class="num">${figure}</div><div class="chart">${chart}</div>`;
}
