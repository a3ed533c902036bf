import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { QUESTION, QUOTE } from "../tests/end-to-end/articles.ts";
import { answerTruly, statementOf } from "../tests/end-to-end/model.ts";
import { createWorld, isWhole, textOf, type World } from "../tests/end-to-end/world.ts";
import { measureFirstStatements } from "./first-statement.ts";

/**
 * How soon the real bot shows the first statement of a model, and how it bears many questions at once with a slow one:
 * `npm run bench:ask -- [--first 20] [--questions 50] [--model-ms 5000] [--embeddings none|local]`. Everything runs on
 * this machine, Discord and the model too.
 */
const { values } = parseArgs({
  options: {
    first: { type: "string", default: "20" },
    questions: { type: "string", default: "50" },
    "model-ms": { type: "string", default: "5000" },
    embeddings: { type: "string", default: "none" },
  },
});
const PIECES = 25;
const REPLY_CHARS = JSON.stringify({ statements: [statementOf(1, QUOTE)] }).length;
const SAMPLE_EVERY_MS = 250;

const questions = Number(values.questions);
await inWorld(benchFirst);
await inWorld(benchMany);

async function inWorld(bench: (world: World) => Promise<void>): Promise<void> {
  const world = await createWorld({ hasModel: true, settings: { EMBEDDINGS: values.embeddings } });
  try {
    await bench(world);
  } finally {
    await world.close();
  }
}

async function benchFirst(world: World): Promise<void> {
  const bot = await world.startBot({ LOG_LEVEL: "debug" });
  const times = await measureFirstStatements(world, bot, Number(values.first));
  const checked = times.map(({ checkedMs }) => checkedMs);
  print([
    ["first statement checked after it was written, p50 / p99 / most", describe(checked, "ms")],
    ["  of the process's first answer", `${checked[0]} ms`],
    [
      "shown in Discord after it was written, p50 / p99 / most",
      describe(
        times.map(({ shownMs }) => shownMs),
        "ms",
      ),
    ],
  ]);
}

async function benchMany({ discord, mia, model, startBot }: World): Promise<void> {
  const pieceChars = Math.ceil(REPLY_CHARS / PIECES);
  model.chatWith(answerTruly({ pieceChars, pauseMs: Number(values["model-ms"]) / PIECES }));
  const bot = await startBot();
  const { port } = await bot.logged(({ event }) => event === "serving health and metrics");
  const memory = watchMemory(`http://127.0.0.1:${port}/metrics`);

  const arrivals = new Map<string, number>();
  const acknowledgements: number[] = [];
  discord.onEvent((event) => {
    if (event.kind !== "interaction") return;
    if (event.change === "created") arrivals.set(event.interaction.id, event.at);
    if (event.change === "answered") {
      acknowledgements.push(event.at - (arrivals.get(event.interaction.id) ?? Number.NaN));
    }
  });
  const startedAt = Date.now();
  const answers = await Promise.all(
    Array.from({ length: questions }, async (_, index) => {
      const message = await mia.slash("ask", { question: `${QUESTION} Number ${index}?` }).reply(isWhole);
      return { ms: Date.now() - startedAt, isByModel: textOf(message).includes("written by a model") };
    }),
  );
  const { beforeMb, peakMb } = await memory.stop();
  print([
    ["questions", String(questions)],
    ["acknowledged", String(acknowledgements.length)],
    ["answered by the model", String(answers.filter(({ isByModel }) => isByModel).length)],
    ["asked of the model", String(model.requests.length)],
    ["prompt tokens (letters / 4), p50 / p99 / most", describe(model.requests.map(promptTokens), "tokens")],
    ["acknowledgement p50 / p99 / most", describe(acknowledgements, "ms")],
    [
      "answer p50 / p99 / most",
      describe(
        answers.map(({ ms }) => ms),
        "ms",
      ),
    ],
    ["memory before / most", `${beforeMb} MB / ${peakMb} MB`],
    ["rules of Discord's broken", String(discord.brokenRules().length)],
  ]);
}

/** A token is about four letters: the model on this machine counts none. */
function promptTokens({ body }: World["model"]["requests"][number]): number {
  return Math.ceil(body.messages.reduce((letters, { content }) => letters + content.length, 0) / 4);
}

function describe(values: readonly number[], unit: string): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return `${[at(0.5), at(0.99), at(1)].join(" / ")} ${unit}`;
}

/** The bot's own figure of its resident memory, asked again and again. */
function watchMemory(metricsUrl: string) {
  const stopping = new AbortController();
  const samples: number[] = [];
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const page = await (await fetch(metricsUrl)).text();
      const bytes = Number(/^process_resident_memory_bytes (\d+)/m.exec(page)?.[1]);
      samples.push(Math.round(bytes / 2 ** 20));
      await sleep(SAMPLE_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
      return { beforeMb: samples[0] ?? Number.NaN, peakMb: Math.max(...samples) };
    },
  };
}

function print(rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
}
