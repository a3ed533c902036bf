import type { Evaluation } from "../evaluate.ts";
import { renderCount } from "../table.ts";
import { bar } from "./charts.ts";
import { type Html, html } from "./html.ts";
import { findRow, percent, rowsOf, titleOf } from "./select.ts";

/** What a reader wants to know first, in plain words, and the measure that says it. */
const HEADLINES = [
  ["any evidence in the top 10 (Hits@10)", "finds evidence among ten passages"],
  ["all evidence in the top 10", "finds every piece of it"],
  ["short answer contained", "says the expected answer"],
  ["unanswerable, left unanswered", "leaves what nothing answers unanswered"],
  ["answerable, wrongly refused", "refuses what it could answer"],
  ["false shown as written", "shows false statements as a model wrote them"],
  ["quotes that are not in their article", "quotes that are not in their article"],
] as const;

/** The figures at the top of the page, each with its floor or aim. */
export function renderHeadline(evaluation: Evaluation): Html {
  const tiles = HEADLINES.flatMap(([measure, words]) => {
    const row = findRow(rowsOf(evaluation), measure);
    if (!row) return [];
    const colour = row.better === "higher" ? "main" : "bad";
    const chart = bar([{ share: row.value, colour, title: `${words}: ${percent(row.value)}` }], {
      tick: row.floor?.limit,
      height: 8,
    });
    return [
      html`<div class="tile"><b>${percent(row.value)}</b><span>${words}</span>${chart}
        <span class="soft small">${renderCount(row)} · ${titleOf(row.set)}</span></div>`,
    ];
  });
  return html`<div class="tiles">${tiles}</div>`;
}
