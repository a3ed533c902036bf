import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { createOpenAiChat } from "../../src/models/openai-chat.ts";
import { createOpenAiEmbedder } from "../../src/models/openai-embedder.ts";

/**
 * Asks each door of a model's server, for each of the numbers from 0 on: `origin count`. The number stands in the address,
 * so that the server can behave by it. At last it asks a server that behaves (`good`), with more patience. Prints what came
 * of all that as one line of JSON.
 */
const [origin = "", count = ""] = process.argv.slice(2);

const AT_ONCE = 16;
const WARM_UP = 16;
const FEW_BYTES = 10_000_000;
const LIMITS = { tryMs: 500, openMs: 700, stallMs: 300 };
const REQUEST = {
  system: "Answer.",
  messages: [{ role: "user", content: "What did Oman say?" }],
  schema: z.object({ statements: z.array(z.object({ text: z.string() })) }),
  schemaName: "answer",
} as const;

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

const outcomes = new Map<string, number>();
const failures: string[] = [];

const PATIENCE = { tryMs: 30_000, openMs: 30_000, stallMs: 30_000 };

async function askChat(baseURL: string, limits = LIMITS): Promise<string> {
  let outcome = "text";
  const chat = createOpenAiChat({ endpoint: { baseURL }, model: "m", limits });
  for await (const event of chat.stream(REQUEST, AbortSignal.timeout(10 * limits.openMs))) {
    if (event.kind === "cut-off") outcome = "cut off";
  }
  return outcome;
}

async function askEmbedder(baseURL: string, { openMs } = LIMITS): Promise<string> {
  const embedder = createOpenAiEmbedder({ endpoint: { baseURL }, model: "m", batchTimeoutMs: openMs });
  const vectors = await embedder.embed(["one", "two"], AbortSignal.timeout(10 * openMs));
  return `${vectors.length} vectors`;
}

async function ask(number: number): Promise<void> {
  for (const [door, askDoor] of [
    ["chat", askChat],
    ["embeddings", askEmbedder],
  ] as const) {
    const outcome = await askDoor(`${origin}/${door}/${number}/v1`).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : String(error);
      if (!["ChatError", "Error", "TimeoutError"].includes(name))
        failures.push(`${door} ${number}: ${String(error)}`);
      return name;
    });
    outcomes.set(`${door}: ${outcome}`, (outcomes.get(`${door}: ${outcome}`) ?? 0) + 1);
  }
}

async function askAll(from: number, to: number): Promise<void> {
  let next = from;
  const worker = async () => {
    while (next < to) {
      next += 1;
      await ask(next - 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** In bytes, once what is being let go is gone: on a busy machine sockets and packed bodies need a while for that. */
async function measureKept({ turns, enough = 0 }: { turns: number; enough?: number }): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns && least > enough; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (collectGarbage instanceof Function) collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

/** The longest time for which the loop was kept by this thread's own work: a busy machine's other work does not count. */
function watchStalls() {
  let longestMs = 0;
  let wall = performance.now();
  let own = process.threadCpuUsage();
  setInterval(() => {
    const used = process.threadCpuUsage(own);
    const usedMs = (used.user + used.system) / 1000;
    longestMs = Math.max(longestMs, Math.min(usedMs, performance.now() - wall));
    wall = performance.now();
    own = process.threadCpuUsage();
  }, 5).unref();
  return {
    longestMs: () => Math.round(longestMs),
    reset: () => {
      longestMs = 0;
    },
  };
}

const delay = monitorEventLoopDelay({ resolution: 5 });
const stalls = watchStalls();
let peakBytes = 0;
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 5).unref();
await askAll(0, WARM_UP);
const before = await measureKept({ turns: 10 });
await new Promise((resolve) => setTimeout(resolve, 10));
stalls.reset();
delay.enable();
await askAll(0, Number(count));
const longestStallMs = stalls.longestMs();
delay.disable();
const kept = (await measureKept({ turns: 500, enough: before + FEW_BYTES })) - before;
const good = [
  await askChat(`${origin}/chat/good/v1`, PATIENCE),
  await askEmbedder(`${origin}/embeddings/good/v1`, PATIENCE),
];
const report = {
  good,
  pid: process.pid,
  longestStallMs,
  longestDelayMs: Math.round(delay.max / 1e6),
  keptMb: Math.round(kept / 1e6),
  peakMb: Math.round(peakBytes / 1e6),
  outcomes: Object.fromEntries(outcomes),
  failures,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit();
