import { toWallClock } from "../articles/days.ts";
import type { RankedHit } from "../retrieval/fuse.ts";
import type { Interpretation } from "../retrieval/interpret.ts";
import type { Line } from "./output.ts";
import { originOf } from "./render.ts";

export interface RankedHits {
  readonly interpretation: Interpretation;
  readonly hits: readonly RankedHit[];
}

/** Hits as a person reads them, and where it is wanted how the question was read and what each rank is made of. */
export function renderHits(
  { interpretation, hits }: RankedHits,
  { isExplained, timeZone }: { readonly isExplained: boolean; readonly timeZone: string },
): Line[] {
  const lines = hits.flatMap(({ passage, article, trace, score }, index): Line[] => {
    const marker = `${index + 1}. `;
    const indent = marker.length;
    const clues = trace.clues.length > 0 ? `, the named ${trace.clues.join(" and ")} ×` : "";
    const part = trace.part === undefined ? " =" : ` for part ${trace.part + 1}:`;
    const why = `score ${score.toFixed(3)}${part} words ${trace.lexical.toFixed(3)}, meaning ${trace.dense.toFixed(3)}${clues}`;
    return [
      { text: `${article.title} (${originOf(article, timeZone)})`, marker, style: "bold" },
      ...(isExplained ? [{ text: why, indent, style: "dim" } as const] : []),
      { text: passage.text, indent },
      { text: "" },
    ];
  });
  if (lines.length === 0) lines.push({ text: "No passage matches." });
  return [
    ...(isExplained ? [...renderInterpretation(interpretation, timeZone), { text: "" }] : []),
    ...lines,
  ];
}

function renderInterpretation(interpretation: Interpretation, timeZone: string): Line[] {
  const { terms, phrases, names, outlets, periods, parts, speaker, wants } = interpretation;
  const dayAt = (edge: string) =>
    new Date(toWallClock(Date.parse(edge), timeZone)).toISOString().slice(0, 10);
  const dates = periods.map(
    ({ since, until, text }) => `${text} (${dayAt(since)} to before ${dayAt(until)})`,
  );
  const rows = [
    ["words", terms.join(" ")],
    ["phrases", phrases.join(", ")],
    ["names", names.join(", ")],
    ["outlets", outlets.join(", ")],
    ["dates", dates.join(", ")],
    ...parts.map((part, index) => [`part ${index + 1}`, part.terms.join(" ")] as const),
    ["speaker", speaker ?? ""],
    ["wants", wants ?? ""],
  ] as const;
  return rows.filter(([, value]) => value !== "").map(([name, value]) => ({ text: `${name}: ${value}` }));
}
