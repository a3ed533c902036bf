import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createWorld } from "../tests/end-to-end/world.ts";
import { type Figures, readFigures } from "./figures.ts";
import { addSources, keepAsking, keepReloading, type Tally } from "./members.ts";
import { answerOrFail } from "./model.ts";
import { startNewsstand } from "./newsstand.ts";
import { judge, type Sample } from "./verdict.ts";

/**
 * The real bot for an hour, among servers of this machine of which one reply in twenty fails: `npm run soak --
 * [--minutes 60] [--embeddings none|local]`. Twenty sources are read again every half minute, three members ask, press
 * and read, the model and Discord fail now and then. Prints the bot's memory, handles and store every half minute; exit
 * status 1 when they grow in the second half, or when members got no reply.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    embeddings: { type: "string", default: "none" },
  },
});
const SOURCES = 20;
const FAULT_SHARE = 0.05;
const RELOAD_EVERY_MS = 30_000;
const FAULT_EVERY_MS = 5000;
const SAMPLE_EVERY_MS = 5000;
const SAMPLES_PER_LINE = 6;
const MINUTE_MS = 60_000;
/** Discord waits for three seconds: on a machine that is busy with something else too, some first responses are late. */
const MAX_LOST_SHARE = 0.005;
/** Of a bot that has ended. */
const LAST_WORDS_CHARS = 4000;

const newsstand = await startNewsstand({ sources: SOURCES, faultShare: FAULT_SHARE, random: Math.random });
const world = await createWorld({
  hasModel: true,
  settings: {
    EMBEDDINGS: values.embeddings,
    TRUSTED_ORIGIN: newsstand.origin,
    ANSWER_TIMEOUT_SECONDS: "10",
  },
});
try {
  process.exitCode = (await soak(Number(values.minutes) * MINUTE_MS)) ? 0 : 1;
} finally {
  await world.close();
  await newsstand.close();
}

async function soak(lengthMs: number): Promise<boolean> {
  const bot = await world.startBot();
  const { port } = await bot.logged(({ event }) => event === "serving health and metrics");
  await addSources(world, newsstand.addresses);
  world.model.chatWith(answerOrFail(FAULT_SHARE, Math.random));
  newsstand.setFaulty(true);

  const stopping = new AbortController();
  const { signal } = stopping;
  const tally: Tally = { asked: 0, replied: 0, lost: 0, losses: [] };
  const { mia, mo, ines } = world;
  const members = [mia, mo, ines].map((person) => keepAsking(person, { tally, sources: SOURCES, signal }));
  const rest = [keepReloading(world, { everyMs: RELOAD_EVERY_MS, tally, signal }), keepFailing(signal)];

  const samples = await watch(lengthMs, {
    read: () =>
      readFigures({
        metricsUrl: `http://127.0.0.1:${port}/metrics`,
        storeFile: join(world.folder, "data", "news.sqlite"),
      }),
    tally,
  }).catch((error: unknown) => {
    print(bot.output().slice(-LAST_WORDS_CHARS));
    throw error;
  });
  stopping.abort();
  await Promise.all([...members, ...rest]);
  bot.kill("SIGTERM");
  const status = await bot.ended();
  print(`the bot's warnings and errors: ${countWarnings(bot.output())}`);
  return conclude(samples, { tally, status });
}

/** Discord fails now and then too: the edit of a reply, and every minute the gateway's connection. */
async function keepFailing(signal: AbortSignal): Promise<void> {
  for (let turn = 1; !signal.aborted; turn += 1) {
    await sleep(FAULT_EVERY_MS, undefined, { signal }).catch(() => {});
    world.discord.restFaults.plan({
      route: "PATCH /webhooks/{application}/{token}/messages/{message}",
      fault: turn % 2 === 0 ? { kind: "reset" } : { kind: "server error", status: 502 },
    });
    if ((turn * FAULT_EVERY_MS) % MINUTE_MS === 0) world.discord.gatewayFaults.requestReconnect();
  }
}

interface Watching {
  readonly read: () => Promise<Figures>;
  readonly tally: Tally;
}

/** A sample for each line that is printed: the least of memory since the last one, which is what was in use. */
async function watch(lengthMs: number, { read, tally }: Watching): Promise<Sample[]> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  while (performance.now() - startedAt < lengthMs) {
    const few: Figures[] = [];
    while (few.length < SAMPLES_PER_LINE) {
      await sleep(SAMPLE_EVERY_MS);
      few.push(await read());
    }
    const last = few.at(-1);
    if (!last) continue;
    const least = (name: "rssMb" | "heapMb" | "handles" | "openFiles") =>
      Math.min(...few.map((figures) => figures[name]));
    const sample = {
      atMs: Math.round(performance.now() - startedAt),
      rssMb: least("rssMb"),
      heapMb: least("heapMb"),
      handles: least("handles"),
      openFiles: least("openFiles"),
      storeMb: last.storeMb,
    };
    samples.push(sample);
    print(describeSample(sample, { last, tally }));
    for (const loss of tally.losses.splice(0)) print(`  lost: ${loss}`);
  }
  return samples;
}

function describeSample(
  { atMs, rssMb, heapMb, handles, openFiles, storeMb }: Sample,
  { last, tally }: { readonly last: Figures; readonly tally: Tally },
): string {
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, number]) => `${name} ${number}`).join(", ");
  return [
    `${(atMs / MINUTE_MS).toFixed(1)} min`,
    `rss ${rssMb.toFixed(0)} MB, heap ${heapMb.toFixed(1)} MB, handles ${handles}, open files ${openFiles}`,
    `store ${storeMb.toFixed(1)} MB`,
    `asked ${tally.asked}, replied ${tally.replied}, lost ${tally.lost}`,
    `outcomes: ${list(last.interactions)}`,
    `readings: ${list(last.readings)}`,
  ].join(" | ");
}

function conclude(
  samples: readonly Sample[],
  { tally, status }: { readonly tally: Tally; readonly status: number | string },
): boolean {
  const { requests, ...faults } = newsstand.counts;
  print(`of ${requests} requests for sources failed: ${JSON.stringify(faults)}`);
  const trends = judge(samples);
  for (const { name, median, growth, allowed, isFlat } of trends) {
    const figures = `median ${median.toFixed(1)}, growth ${growth.toFixed(2)} (allowed ${allowed.toFixed(1)})`;
    print(`second half, ${name}: ${figures}: ${isFlat ? "flat" : "GROWS"}`);
  }
  const brokenRules = world.discord.brokenRules().length;
  print(`lost replies: ${tally.lost} of ${tally.asked}`);
  print(`rules of Discord's broken: ${brokenRules}; the bot ended with status ${status}`);
  const isFlat = trends.every((trend) => trend.isFlat);
  const isServed = tally.lost <= MAX_LOST_SHARE * tally.asked && brokenRules === 0 && status === 0;
  print(
    `${isFlat ? "flat" : "NOT FLAT"}, ${isServed ? "and everybody was served" : "and NOT everybody was served"}`,
  );
  return isFlat && isServed;
}

/** How often the log has each of its warnings and errors. */
function countWarnings(log: string): string {
  const events = log.matchAll(/"level":"(?:warn|error)","event":"([^"]+)"/g);
  const counts = Map.groupBy(events, ([, event = ""]) => event);
  return [...counts].map(([event, all]) => `${event} ${all.length}`).join(", ");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
