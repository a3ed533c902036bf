import { verifyClaim } from "../../src/answer/verify-claim.ts";
import type { Article } from "../../src/articles/article.ts";
import { contentStems } from "../../src/retrieval/words.ts";
import type { Claim } from "../data.ts";
import { type Row, shareRow, withGroups } from "../row.ts";
import { balancedAccuracy } from "../scores.ts";
import type { ClaimSet } from "../sets.ts";
import type { Section } from "./section.ts";

/** Whether true claims pass and false ones do not, and which gate stops which. */
export const claims: Section = {
  name: "claims",
  title: "Claims: does the cited text say so?",
  measure: async ({ sets }) => ({ rows: sets.claims.flatMap(measureSet) }),
};

interface Checked {
  readonly family: string;
  readonly isTrue: boolean;
  readonly isAccepted: boolean;
  /** Which gate stopped it. */
  readonly gate: string | undefined;
  /** The share of its words that stand in the cited text: what there is without any gate. */
  readonly overlap: number;
}

function measureSet({ name: set, claims, articles }: ClaimSet): Row[] {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const checked = claims
    .filter(({ label }) => label === "supported" || label === "unsupported")
    .map((claim) =>
      check(
        claim,
        claim.articleIds.flatMap((id) => byId.get(id) ?? []),
      ),
    );
  return [
    ...withGroups(
      checked,
      ({ family }) => family,
      (part, group) => measureAccuracy(set, part, group),
    ),
    ...measureGates(set, checked),
  ];
}

function check({ claim, label, subset }: Claim, articles: readonly Article[]): Checked {
  const verdict = verifyClaim(claim, articles);
  const words = [...contentStems(claim)];
  const cited = contentStems(articles.map(({ title, body }) => `${title}\n${body}`).join("\n"));
  return {
    family: subset.startsWith("ab-") ? "AttributionBench" : subset,
    isTrue: label === "supported",
    isAccepted: verdict.supported,
    gate: verdict.supported ? undefined : verdict.gate,
    overlap: words.filter((stem) => cited.has(stem)).length / Math.max(1, words.length),
  };
}

/** On fewer claims the best threshold is luck. */
const MIN_FITTED = 100;

function measureAccuracy(
  set: string,
  checked: readonly Checked[],
  group: { readonly group?: string },
): Row[] {
  const row = (measure: string, value: number): Row => ({
    set,
    measure,
    ...group,
    value,
    unit: "mean",
    of: checked.length,
    better: "higher",
  });
  const accuracy = row("balanced accuracy", balancedAccuracy(checked));
  if (checked.length < MIN_FITTED) return [accuracy];
  return [accuracy, row("word overlap alone, at its best threshold", bestByOverlap(checked))];
}

/** Flatters the baseline: its threshold is chosen on the very claims that it is measured on. */
function bestByOverlap(checked: readonly Checked[]): number {
  const thresholds = Array.from({ length: 21 }, (_, step) => step / 20);
  return Math.max(
    ...thresholds.map((threshold) =>
      balancedAccuracy(checked.map(({ isTrue, overlap }) => ({ isTrue, isAccepted: overlap >= threshold }))),
    ),
  );
}

/** A gate that costs more truth than it stops is not worth keeping. */
function measureGates(set: string, checked: readonly Checked[]): Row[] {
  const gates = [...new Set(checked.flatMap(({ gate }) => gate ?? []))].toSorted();
  const byTruth = (isTrue: boolean) => checked.filter((one) => one.isTrue === isTrue);
  return gates.flatMap((group) => [
    shareRow(
      { set, measure: "gate stops false claims", group },
      byTruth(false).map(({ gate }) => gate === group),
    ),
    shareRow(
      { set, measure: "gate stops true claims", group, better: "lower" },
      byTruth(true).map(({ gate }) => gate === group),
    ),
  ]);
}
