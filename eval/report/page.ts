import type { Evaluation, HeldRow, MeasuredSection } from "../evaluate.ts";
import { renderCount, renderFigure, renderFloor } from "../table.ts";
import { renderClaims, renderDrafts, renderFinding, renderSpeakers } from "./figures.ts";
import { renderHeadline } from "./headline.ts";
import { type Html, html } from "./html.ts";
import { renderOutcomes, renderWorst } from "./outcomes.ts";
import { bySet, rowsOf, titleOf } from "./select.ts";
import { STYLE } from "./style.ts";

/** The evaluation as one page that needs nothing else: no script, no font, no request. */
export function renderReport(evaluation: Evaluation): string {
  const { sections, engine } = evaluation;
  const rowsIn = (name: string) => sections.find((section) => section.name === name)?.rows ?? [];
  const cases = sections.flatMap((section) => section.cases);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>On Record, measured</title>${STYLE}</head><body><main>
<h1>On Record, measured</h1>
<p class="soft">Measured on ${measuredOn(evaluation)}. Answers: ${engine.answers}; embeddings: ${engine.embeddings}.
  A line across a bar is its floor, or on others' data its aim.</p>
${renderHeadline(evaluation)}
${renderOutcomes(cases)}
${renderFinding(rowsIn("retrieval"))}
${renderClaims(rowsIn("claims"))}
${renderDrafts(rowsIn("drafts"))}
${renderSpeakers(rowsIn("speakers"))}
${renderWorst(cases)}
<h2>Every figure</h2>
${sections.filter(({ rows, notes }) => rows.length + notes.length > 0).map(renderSection)}
</main></body></html>
`;
  return page.markup;
}

function measuredOn(evaluation: Evaluation): string {
  const sets = bySet(rowsOf(evaluation)).map(([set]) => titleOf(set));
  return new Intl.ListFormat("en").format(sets);
}

function renderSection({ title, rows, notes }: MeasuredSection): Html {
  return html`<details><summary>${title} <span class="num">${rows.length}</span></summary><div class="wide"><table>
    <tr><th>set</th><th>measure</th><th class="num">figure</th><th class="num">count</th><th class="num">floor</th></tr>
    ${rows.map(renderRow)}</table></div>${notes.map((note) => html`<p class="soft">${note}</p>`)}</details>`;
}

function renderRow(row: HeldRow, index: number, rows: readonly HeldRow[]): Html {
  const set = rows[index - 1]?.set === row.set ? "" : row.set;
  const measure =
    row.group === undefined
      ? html`<td>${row.measure}</td>`
      : html`<td class="group">${row.group}: ${row.measure}</td>`;
  return html`<tr><td>${set}</td>${measure}<td class="num">${renderFigure(row)}</td><td class="num">${renderCount(row)}</td>
    <td class="num${row.holds ? "" : " miss"}">${renderFloor(row)}</td></tr>`;
}
