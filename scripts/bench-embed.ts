import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";

/**
 * The offline embedder beside the runtime that its model ships with, in turns on the same passages of 120 words:
 * `npm run bench:embed -- [--passages 1000] [--articles FILE.jsonl]`. Each has a process of its own. Ready is from
 * nothing to the first vector; memory is what the process has beyond a bare Node; the difference is 1 - cosine. On a busy
 * machine, compare the processor's time.
 */
const { values } = parseArgs({
  options: {
    passages: { type: "string", default: "1000" },
    articles: {
      type: "string",
      default: fileURLToPath(new URL("../eval/frozen/articles.jsonl", import.meta.url)),
    },
  },
});
const WORDS_PER_PASSAGE = 120;
/** Short, so that whatever else the machine does slows both alike. */
const PASSAGES_PER_TURN = 10;
const ENGINE = new URL("./bench-embed-engine.ts", import.meta.url);

const articleSchema = z.object({ body: z.string() });
const replySchema = z.object({
  vectors: z.array(z.instanceof(Float32Array)),
  ms: z.number(),
  cpuMs: z.number(),
  rssMb: z.number(),
});

const passages = cutPassages(values.articles, Number(values.passages));
const engines = [await startEngine("ours"), await startEngine("shipped")];
const differences: number[] = [];
for (let from = 0; from < passages.length; from += PASSAGES_PER_TURN) {
  const turn = passages.slice(from, from + PASSAGES_PER_TURN);
  const [ours = [], shipped = []] = [await engines[0]?.embed(turn), await engines[1]?.embed(turn)];
  ours.forEach((vector, at) => {
    differences.push(differ(vector, shipped[at] ?? new Float32Array()));
  });
}
const load = loadavg().map((average) => average.toFixed(1));
print(`${passages.length} passages of ${WORDS_PER_PASSAGE} words, ${cpus().length} × ${cpus()[0]?.model}`);
print(`load over 1, 5 and 15 minutes: ${load.join(", ")}, of which this is 1`);
for (const { name, finish } of engines) {
  const { readyMs, ms, cpuMs, rssMb } = finish();
  const speed = `${((1000 * passages.length) / ms).toFixed(1)} passages/s`;
  const cost = `${(cpuMs / passages.length).toFixed(1)} ms of processor each`;
  print(`${name}: ${speed}, ${cost}, ready in ${readyMs.toFixed(0)} ms, ${rssMb.toFixed(0)} MB`);
}
print(`largest difference: ${Math.max(...differences).toExponential(1)}`);

type Reply = z.infer<typeof replySchema>;

interface Engine {
  readonly name: string;
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** Ends the process. The memory is the most that was seen. */
  finish(): Omit<Reply, "vectors"> & { readonly readyMs: number };
}

async function startEngine(name: string): Promise<Engine> {
  const child = fork(ENGINE, [name], { serialization: "advanced" });
  const ask = async (texts: readonly string[]) => {
    child.send(texts);
    const [reply] = await once(child, "message");
    return replySchema.parse(reply);
  };
  const { ms: readyMs } = await ask(["Vienna"]);
  const sum = { readyMs, ms: 0, cpuMs: 0, rssMb: 0 };
  return {
    name,
    async embed(texts) {
      const { vectors, ms, cpuMs, rssMb } = await ask(texts);
      sum.ms += ms;
      sum.cpuMs += cpuMs;
      sum.rssMb = Math.max(sum.rssMb, rssMb);
      return vectors;
    },
    finish() {
      child.disconnect();
      return sum;
    },
  };
}

/** Evenly from all the words there are; they overlap where there are too few. */
function cutPassages(file: string, count: number): string[] {
  const words = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .flatMap((line) => articleSchema.parse(JSON.parse(line)).body.split(/\s+/));
  const step = (words.length - WORDS_PER_PASSAGE) / count;
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor(index * step);
    return words.slice(start, start + WORDS_PER_PASSAGE).join(" ");
  });
}

/** Both are of unit length. */
function differ(a: Float32Array, b: Float32Array): number {
  return 1 - a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
