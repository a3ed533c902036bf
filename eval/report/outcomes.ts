import { type Case, OUTCOMES, type Outcome } from "../row.ts";
import { bar, key, line } from "./charts.ts";
import { type Html, html } from "./html.ts";
import { bySet, percent, titleOf } from "./select.ts";

const GOOD: ReadonlySet<Outcome> = new Set(["answered", "rightly refused"]);

/** More would bury the page: the worst of each kind. */
const MAX_WORST = 12;

/** The style's name of an outcome's colour. */
function colourOf(outcome: Outcome): string {
  return `o${OUTCOMES.indexOf(outcome)}`;
}

/** What became of the questions of each type. */
export function renderOutcomes(cases: readonly Case[]): Html | undefined {
  if (cases.length === 0) return undefined;
  const parts = bySet(cases).map(([set, ofSet]) => {
    const types = [...Map.groupBy(ofSet, ({ type }) => type)];
    return html`<h3>${titleOf(set)}</h3><div class="bars">${types.map(([type, ofType]) => renderType(type, ofType))}</div>`;
  });
  return html`<h2>What became of each question</h2>
    <p class="soft">By kind of question: where the answer was right, and why it was not. Right is an answer that says
      the expected words, all of them where a question has parts or sources disagree; where a judgement is asked for
      (comparison, temporal), one that quotes a piece of the evidence.</p>
    ${key(OUTCOMES.map((outcome) => ({ colour: colourOf(outcome), label: outcome })))}${parts}`;
}

function renderType(type: string, cases: readonly Case[]): Html {
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    count: cases.filter((one) => one.outcome === outcome).length,
  }));
  const right = cases.filter(({ outcome }) => GOOD.has(outcome)).length;
  const chart = bar(
    counts.map(({ outcome, count }) => ({
      share: count / cases.length,
      colour: colourOf(outcome),
      title: `${outcome}: ${count}`,
    })),
    { height: 20 },
  );
  return line(type, chart, `${percent(right / cases.length)} · ${right} of ${cases.length}`);
}

/** The questions that went worst, by what went wrong, with what was found instead. */
export function renderWorst(cases: readonly Case[]): Html | undefined {
  const kinds = OUTCOMES.toReversed()
    .filter((outcome) => !GOOD.has(outcome))
    .map((outcome) => ({ outcome, failed: cases.filter((one) => one.outcome === outcome) }))
    .filter(({ failed }) => failed.length > 0);
  if (kinds.length === 0) return undefined;
  return html`<h2>The worst questions</h2>
    <p class="soft">What was asked, what should have come of it, and what came instead.</p>
    ${kinds.map(({ outcome, failed }) => renderKind(outcome, failed))}`;
}

function renderKind(outcome: Outcome, failed: readonly Case[]): Html {
  const shown = chooseWorst(failed);
  return html`<details><summary><i style="background: var(--${colourOf(outcome)})"></i>${outcome}
    <span class="num">${failed.length}${shown.length < failed.length ? html`, of which ${shown.length}` : undefined}</span></summary>
    ${shown.map(renderCase)}</details>`;
}

/** Of each set in turn, the plainest first: a short question that fails is worse than a long one. */
function chooseWorst(failed: readonly Case[]): Case[] {
  const sets = bySet(failed).map(([, ofSet]) =>
    ofSet.toSorted((a, b) => a.question.length - b.question.length),
  );
  const longest = Math.max(...sets.map(({ length }) => length));
  const inTurns = Array.from({ length: longest }, (_, turn) => sets.flatMap((ofSet) => ofSet[turn] ?? []));
  return inTurns.flat().slice(0, MAX_WORST);
}

function renderCase({ set, type, question, expected, found }: Case): Html {
  const list = (texts: readonly string[]) => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  return html`<article><h4>${question}</h4><dl>
    <dt>expected</dt><dd>${list(expected)}</dd>
    <dt>instead</dt><dd>${found.length > 0 ? list(found) : html`nothing`}</dd>
    <dt>from</dt><dd class="soft">${set}, ${type}</dd></dl></article>`;
}
