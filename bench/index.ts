import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { loadReport, writeDocument } from "./document.ts";
import { measureEmbedder } from "./embedding-speed.ts";
import { type BenchOptions, parseOptions, USAGE } from "./options.ts";
import { completeReport } from "./report.ts";
import type { Result } from "./row.ts";
import { runSize } from "./run.ts";
import { LEGEND, renderTables } from "./table.ts";

// `npm run bench`: ours beside what people would use instead, on the same articles and questions.

/** How many ask at once. */
const CALLERS = [1, 16];
const DIMENSIONS = 512;
const SEED = 20260301;

/** Slow engines are asked less: the longest for one engine, filter and number of callers in one round. */
const BUDGET_MS = 2000;

/** As many servers as have 5,000 passages each, and at least these. */
const LEAST_SERVERS = 20;
const PASSAGES_PER_SERVER = 5000;

// Else LanceDB writes two warnings with every search, and is slower for it.
process.env.LANCEDB_LOG ??= "error";
// As the image and the unit start the bot; it makes the others' processes smaller too.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("../node_modules/.cache/compile", import.meta.url));

const tell = (message: string) => process.stderr.write(`${message}\n`);

const options = loadOptions();
if (options?.write !== undefined && options.isRedrawn) {
  await writeDocument(options.write, await loadReport(options.write));
} else if (options) {
  installRivals(options);
  const result = await bench(options);
  if (options.write !== undefined) await writeDocument(options.write, await completeReport(result, tell));
  if (options.isJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(`${renderTables(result)}\n\n${LEGEND}\n\n${result.machine}\n`);
}

function loadOptions(): BenchOptions | undefined {
  try {
    return parseOptions(process.argv.slice(2), { postgresUrl: process.env.BENCH_DATABASE_URL });
  } catch (error) {
    tell(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function bench({ sizes, embed, ...options }: BenchOptions): Promise<Result> {
  if (embed > 0) tell("the offline embedder");
  const embedderPerSecond = embed > 0 ? Math.round((await measureEmbedder(embed)) * 10) / 10 : null;
  const rows: Result["rows"] = [];
  const failures: Result["failures"] = [];
  for (const { passages, engines } of sizes) {
    const servers = Math.max(LEAST_SERVERS, Math.round(passages / PASSAGES_PER_SERVER));
    const size = { passages, servers, dimensions: DIMENSIONS, seed: SEED };
    const measured = await runSize(size, {
      ...options,
      engines,
      callers: CALLERS,
      budgetMs: BUDGET_MS,
      embedderPerSecond,
      onProgress: tell,
    });
    rows.push(...measured.rows);
    failures.push(...measured.failures);
  }
  return { machine: describeMachine(), embedderPerSecond, rows, failures };
}

/** The rivals have a lock of their own, and are installed when one of them is asked for the first time. */
function installRivals({ sizes }: BenchOptions): void {
  const isNeeded = sizes.some(({ engines }) => engines.some(({ isOurs }) => !isOurs));
  const folder = fileURLToPath(new URL(".", import.meta.url));
  if (!isNeeded || existsSync(new URL("./node_modules", import.meta.url))) return;
  tell("installing what is measured beside (npm ci --prefix bench)");
  execFileSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel", "error"], {
    stdio: ["ignore", 2, 2],
  });
}

function describeMachine(): string {
  const [cpu] = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpu?.model.trim()}), no accelerator, ${memoryGb} GB, ${process.platform}, Node ${process.versions.node}`;
}
