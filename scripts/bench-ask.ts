import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeArticle } from "../bench/articles.ts";
import { planNewsroom } from "../bench/newsroom.ts";
import { percentile } from "../bench/scores.ts";
import { QUESTION, QUOTE, writeArticle } from "../tests/end-to-end/articles.ts";
import { answerTruly, statementOf } from "../tests/end-to-end/model.ts";
import { createWorld, isWhole, textOf, type World } from "../tests/end-to-end/world.ts";
import type { RecordedRequest } from "../tests/support/openai-server.ts";

/**
 * How the real bot bears many questions at once with a slow model: `npm run bench:ask -- [--asks 100]
 * [--model-ms 5000] [--embeddings none|local] [--reload] [--articles 500] [--json]`. With `--reload` all of so many
 * articles change and are read again, over and over, until the last question is answered. Everything runs on this
 * machine, Discord and the model too.
 */
const { values } = parseArgs({
  options: {
    asks: { type: "string", default: "100" },
    "model-ms": { type: "string", default: "5000" },
    embeddings: { type: "string", default: "none" },
    reload: { type: "boolean", default: false },
    articles: { type: "string", default: "500" },
    json: { type: "boolean", default: false },
  },
});
const ASKS = Number(values.asks);
const PIECES = 25;
const REPLY_CHARS = JSON.stringify({ statements: [statementOf(1, QUOTE)] }).length;
const SAMPLE_EVERY_MS = 250;

const world = await createWorld({ hasModel: true, settings: { EMBEDDINGS: values.embeddings } });
try {
  print(await bench(world));
} finally {
  await world.close();
}

async function bench(world: World): Promise<Record<string, number>> {
  if (values.reload) await writeNewsroom(world, 0);
  const modelMs = timeModel(world);
  const bot = await world.startBot();
  const { port } = await bot.logged(({ event }) => event === "serving health and metrics");
  const memory = watchMemory(`http://127.0.0.1:${port}/metrics`);
  const acknowledgements = watchAcknowledgements(world);
  const reloading = values.reload ? await keepReloading(world) : undefined;

  const answers = await askAll(world);
  const reloads = (await reloading?.stop()) ?? 0;
  const { beforeMb, peakMb } = await memory.stop();
  const answered = answers.filter((answer) => answer !== undefined);
  const own = answered.map(({ number, ms }) => ms - (modelMs.get(number) ?? 0));
  return {
    asks: ASKS,
    modelMs: Number(values["model-ms"]),
    articlesReadAgain: values.reload ? Number(values.articles) : 0,
    reloads,
    missed: ASKS - answered.length,
    byTheModel: answered.filter(({ isByModel }) => isByModel).length,
    acknowledgedP50Ms: percentile(acknowledgements, 0.5),
    acknowledgedP99Ms: percentile(acknowledgements, 0.99),
    answeredP50Ms: percentile(
      answered.map(({ ms }) => ms),
      0.5,
    ),
    answeredP99Ms: percentile(
      answered.map(({ ms }) => ms),
      0.99,
    ),
    withoutModelP50Ms: percentile(own, 0.5),
    withoutModelP99Ms: percentile(own, 0.99),
    memoryBeforeMb: beforeMb,
    memoryMostMb: peakMb,
    rulesBroken: world.discord.brokenRules().length,
  };
}

/** Asks all at once. Undefined: Discord has shown that the bot did not respond. */
function askAll({ mia }: World) {
  const askedAt = Date.now();
  return Promise.all(
    Array.from({ length: ASKS }, async (_, number) => {
      try {
        const message = await mia.slash("ask", { question: `${QUESTION} Number ${number}?` }).reply(isWhole);
        const isByModel = textOf(message).includes("by a model");
        return { number, ms: Date.now() - askedAt, isByModel };
      } catch (error) {
        process.stderr.write(`missed: ${error instanceof Error ? error.message : error}\n`);
        return undefined;
      }
    }),
  );
}

/** How long the model has worked for each question, by its number. */
function timeModel({ model }: World): Map<number, number> {
  const times = new Map<number, number>();
  const pieceChars = Math.ceil(REPLY_CHARS / PIECES);
  const answer = answerTruly({ pieceChars, pauseMs: Number(values["model-ms"]) / PIECES });
  model.chatWith(async (request, response) => {
    const askedAt = Date.now();
    await answer(request, response);
    const number = numberOf(request);
    times.set(number, (times.get(number) ?? 0) + Date.now() - askedAt);
  });
  return times;
}

function numberOf({ body }: RecordedRequest): number {
  return Number(/Number (\d+)\?/.exec(body.messages.map(({ content }) => content).join("\n"))?.[1]);
}

/** From the moment when Discord has the member's command. */
function watchAcknowledgements({ discord }: World): number[] {
  const arrivals = new Map<string, number>();
  const times: number[] = [];
  discord.onEvent((event) => {
    if (event.kind !== "interaction" || event.interaction.commandName !== "ask") return;
    if (event.change === "created") arrivals.set(event.interaction.id, event.at);
    if (event.change === "answered") {
      times.push(event.at - (arrivals.get(event.interaction.id) ?? Number.NaN));
    }
  });
  return times;
}

/** Changes every article and has them read again, over and over; resolves once the first reload is under way. */
async function keepReloading(world: World) {
  let isOver = false;
  let reloads = 0;
  const started = Promise.withResolvers<void>();
  const reloading = (async () => {
    while (!isOver) {
      reloads += 1;
      await writeNewsroom(world, reloads);
      const reload = world.mo.slash("newsroom reload");
      await reload.reply();
      started.resolve();
      await reload.reply((message) => textOf(message).includes("Read again"));
    }
  })();
  await Promise.race([started.promise, reloading]);
  return {
    async stop() {
      isOver = true;
      await reloading;
      return reloads;
    },
  };
}

/** Articles about anything else than what is asked. */
async function writeNewsroom({ seeds }: World, reading: number): Promise<void> {
  const size = { passages: 8 * Number(values.articles), servers: 1, dimensions: 1, seed: 1 };
  for (const plan of planNewsroom(size)) {
    const { article } = makeArticle(plan, size);
    const head = `---\ntitle: ${article.title}\noutlet: ${article.outlet}\ndate: ${article.publishedAt}\n---\n`;
    await writeArticle(
      seeds,
      `made-up/${plan.index}.md`,
      `${head}\n${article.body}\n\nReading ${reading}.\n`,
    );
  }
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

function print(figures: Record<string, number>): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
}
