import type { Config } from "../src/config.ts";
import { type Floor, findFloor } from "./floors.ts";
import { createNewsrooms } from "./newsrooms.ts";
import type { Case, Row } from "./row.ts";
import { createRuns } from "./runs.ts";
import type { Section } from "./sections/section.ts";
import type { Sets } from "./sets.ts";

/** Everything that was measured. */
export interface Evaluation {
  readonly sections: readonly MeasuredSection[];
  /** What answered. */
  readonly engine: { readonly answers: string; readonly embeddings: string };
}

/** What one section measured. */
export interface MeasuredSection {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly HeldRow[];
  readonly cases: readonly Case[];
  /** What was not measured, and why: a line each. */
  readonly notes: readonly string[];
}

/** A row and what it must not fall below (or rise above), where there is such a thing. */
export interface HeldRow extends Row {
  readonly floor?: Floor;
  readonly holds: boolean;
}

/** What is measured, and who hears of it. */
export interface EvaluateOptions {
  readonly config: Config;
  readonly sets: Sets;
  readonly sections: readonly Section[];
  readonly vectorFile: string;
  readonly signal: AbortSignal;
  readonly onNotice: (message: string) => void;
  readonly onProgress: (line: string) => void;
}

/** Measures section by section. Rejects when the signal aborts, or data or store fail. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { config, sets, sections } = options;
  const newsrooms = createNewsrooms(options);
  const runs = createRuns({ ...options, newsrooms });
  try {
    const measured: MeasuredSection[] = [];
    for (const { name, title, measure } of sections) {
      const { rows, cases = [], notes = [] } = await measure({ sets, runs, newsrooms });
      measured.push({ name, title, rows: rows.map(holdToFloor), cases, notes });
    }
    const engine = { answers: config.chatModel ?? "extractive", embeddings: config.embeddings.kind };
    return { sections: measured, engine };
  } finally {
    await runs.close();
    await newsrooms.close();
  }
}

function holdToFloor(row: Row): HeldRow {
  const floor = findFloor(row);
  if (!floor) return { ...row, holds: true };
  const holds = row.better === "higher" ? row.value >= floor.limit : row.value <= floor.limit;
  return { ...row, floor, holds };
}
