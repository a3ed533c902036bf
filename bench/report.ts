import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { type Result, resultSchema } from "./row.ts";

const figuresSchema = z.record(z.string(), z.number());

/** All that `docs/performance.md` shows; kept beside it, so that it can be drawn again without measuring. */
export const reportSchema = z.object({
  bench: resultSchema,
  /** `npm run bench:ask`, during reloads. */
  ask: figuresSchema.nullable(),
  /** `npm run bench:reload`, the smallest newsroom first. */
  reloads: z.array(figuresSchema),
});

export type Report = z.infer<typeof reportSchema>;

const ASK = ["--asks", "100", "--reload", "--json"];
const RELOAD = ["--articles", "50,500", "--json"];

/** Measures the whole way too: questions through the local Discord, and reloads. */
export async function completeReport(bench: Result, tell: (message: string) => void): Promise<Report> {
  tell("100 /ask at once during reloads");
  const [ask = null] = await runScript("bench-ask", ASK);
  tell("reloads with nothing changed");
  return { bench, ask, reloads: await runScript("bench-reload", RELOAD) };
}

/** One object for each line that a script prints. */
async function runScript(name: string, args: readonly string[]): Promise<Record<string, number>[]> {
  const script = fileURLToPath(new URL(`../scripts/${name}.ts`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => figuresSchema.parse(JSON.parse(line)));
}
