import type { HeldRow } from "../evaluate.ts";
import { FROZEN } from "../sets.ts";
import { renderCount } from "../table.ts";
import { against, bar, key, line } from "./charts.ts";
import { type Html, html } from "./html.ts";
import { bySet, percent, percentAndCount, titleOf } from "./select.ts";

/** What counts as found at all, and what as found well: by pieces of evidence, or by whole articles. */
const FOUND = ["any evidence in the top 10 (Hits@10)", "right article in the top 10"];
const FOUND_WELL = ["all evidence in the top 10", "right article in the top 4"];

/** How much is found for each kind of question. */
export function renderFinding(rows: readonly HeldRow[]): Html | undefined {
  const found = rows.filter(({ set, group, measure }) => {
    // In a newsroom of 40 articles every group's bar is full.
    return FOUND.includes(measure) && (set !== FROZEN || group === undefined);
  });
  if (found.length === 0) return undefined;
  const lineOf = (row: HeldRow) => {
    const well = rows.find(
      ({ set, group, measure }) => FOUND_WELL.includes(measure) && set === row.set && group === row.group,
    );
    const both = [row, ...(well ? [well] : [])];
    const charts = both.map((one, at) => {
      const part = {
        share: one.value,
        colour: at === 0 ? "main" : "other",
        title: `${one.measure}: ${percent(one.value)}`,
      };
      return bar([part], { tick: one.floor?.limit, height: 9 });
    });
    const figure = both.map(({ value }) => percent(value)).join(" / ");
    return line(row.group ?? "all questions", html`<div class="pair">${charts}</div>`, figure);
  };
  return html`<h2>What is found</h2>
    <p class="soft">Does any piece of the evidence stand among the first ten passages, and does all of it? Where only
      the right article is known: does it stand among the first ten, and among the first four?</p>
    ${key(
      [
        { colour: "main", label: "any of it, or in the first ten" },
        { colour: "other", label: "all of it, or in the first four" },
      ],
      "floor or aim",
    )}
    ${bySet(found).map(([set, ofSet]) => html`<h3>${titleOf(set)}</h3><div class="bars">${ofSet.map(lineOf)}</div>`)}`;
}

const OVERLAP = "word overlap alone, at its best threshold";

/** How well claims are told apart, and which gate stops which. */
export function renderClaims(rows: readonly HeldRow[]): Html | undefined {
  const accuracies = rows.filter(({ measure }) => measure === "balanced accuracy");
  if (accuracies.length === 0) return undefined;
  const lineOf = (row: HeldRow) => {
    const overlap = rows.find(
      ({ set, group, measure }) => measure === OVERLAP && set === row.set && group === row.group,
    );
    const title = `balanced accuracy: ${percent(row.value)}`;
    return line(
      row.group ?? "all claims",
      bar([{ share: row.value, colour: "main", title }], { tick: overlap?.value }),
      `${percent(row.value)} · ${renderCount(row)}`,
    );
  };
  return html`<h2>Claims</h2>
    <p class="soft">Balanced accuracy: half is guessing. The line is where word overlap alone gets, with the threshold
      that suits it best.</p>
    ${bySet(accuracies).map(
      ([set, ofSet]) => html`<h3>${titleOf(set)}</h3><div class="bars">${ofSet.map(lineOf)}</div>
        ${renderGates(rows.filter((row) => row.set === set))}`,
    )}`;
}

function renderGates(rows: readonly HeldRow[]): Html | undefined {
  const stopped = rows.filter(({ measure }) => measure === "gate stops false claims");
  if (stopped.length === 0) return undefined;
  const lines = stopped.map((row) => {
    const cost = rows.find(
      ({ measure, group }) => measure === "gate stops true claims" && group === row.group,
    );
    const chart = against(
      {
        share: cost?.value ?? 0,
        colour: "bad",
        title: `true claims stopped: ${cost ? renderCount(cost) : 0}`,
      },
      { share: row.value, colour: "good", title: `false claims stopped: ${renderCount(row)}` },
    );
    return line(`${row.group}`, chart, `${cost?.hits ?? 0} true · ${row.hits ?? 0} false`);
  });
  return html`<h3 class="soft">What each gate stops</h3>
    ${key([
      { colour: "bad", label: "true claims, to the left" },
      { colour: "good", label: "false claims, to the right" },
    ])}<div class="bars">${lines}</div>`;
}

/** How well it is known who said what. */
export function renderSpeakers(rows: readonly HeldRow[]): Html | undefined {
  const known = rows.filter(({ of }) => of > 0);
  if (known.length === 0) return undefined;
  const lineOf = (row: HeldRow) =>
    line(
      row.measure,
      bar(
        [
          {
            share: row.value,
            colour: row.measure.endsWith("recall") ? "other" : "main",
            title: `${row.measure}: ${percent(row.value)}`,
          },
        ],
        { tick: row.floor?.limit },
      ),
      percentAndCount(row),
    );
  return html`<h2>Who said what</h2>
    <p class="soft">Statements found in articles, against those that people marked: words in quotation marks, partly
      in quotation marks, and reported.</p>
    ${key(
      [
        { colour: "main", label: "precision" },
        { colour: "other", label: "recall" },
      ],
      "floor or aim",
    )}
    ${bySet(known).map(([set, ofSet]) => html`<h3>${titleOf(set)}</h3><div class="bars">${ofSet.map(lineOf)}</div>`)}`;
}

/** What a reader is shown of what models wrote: first what ought to be rare, then the price of that. */
export function renderDrafts(rows: readonly HeldRow[]): Html | undefined {
  const known = rows.filter(({ of }) => of > 0);
  if (known.length === 0) return undefined;
  const lineOf = (row: HeldRow) => {
    const colour = row.better === "higher" ? "main" : "bad";
    const name = row.group === undefined ? row.measure : `${row.measure}: ${row.group}`;
    const chart = bar([{ share: row.value, colour, title: `${name}: ${percent(row.value)}` }], {
      tick: row.floor?.limit,
    });
    return line(name, chart, percentAndCount(row));
  };
  return html`<h2>What is shown of a model's words</h2>
    <p class="soft">A statement is shown as it was written where that follows from its quote, else in the source's own
      words; without a true quote, not at all.</p>
    ${key(
      [
        { colour: "main", label: "the more the better" },
        { colour: "bad", label: "the fewer the better" },
      ],
      "floor or aim",
    )}
    ${bySet(known).map(([set, ofSet]) => html`<h3>${titleOf(set)}</h3><div class="bars">${ofSet.map(lineOf)}</div>`)}`;
}
