import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createExtractor } from "../../src/formats/extractor.ts";
import { createFetch, type FetchOptions } from "../../src/sources/fetch.ts";
import { createNewsroom } from "../../src/sources/newsroom.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";

/**
 * A newsroom in a process of its own: `origin kinds readings`, with a source for each kind (`feed,page`). Reads all
 * while they are calm, prints its figures and waits for a line; reads them so many times; prints and waits again; reads
 * them once more, and prints its figures and what is stored.
 */
const [origin = "", kinds = "", readings = ""] = process.argv.slice(2);

/** Silence ends after this; a body of 10 MB at 64 kB a millisecond comes in half of it. */
const TIMEOUT_MS = 500;
const WARM_UP_ROUNDS = 3;

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");
const store = await createSqliteStore({ file: ":memory:" });
const extractor = createExtractor();
const { signal } = new AbortController();
const loopback: FetchOptions = {
  contact: undefined,
  isAllowedAddress: () => true,
  allowedPorts: "any",
  sleep: () => Promise.resolve(),
};
const fetchCalm = createFetch(loopback);
const fetchMisbehaving = createFetch({ ...loopback, timeoutMs: TIMEOUT_MS });
let isCalm = true;
const newsroom = createNewsroom({
  house: [],
  store,
  web: {
    fetch: (request) => (isCalm ? fetchCalm : fetchMisbehaving)(request),
    extractor,
  },
  keepTextMs: Number.MAX_SAFE_INTEGER,
  now: () => new Date(),
  random: Math.random,
  signal,
  onNotice: () => {},
});
const list = kinds.split(",");
for (const [index, kind] of list.entries()) {
  const name = `${kind}-${index}`;
  const address = `${origin}/${name}`;
  await store.putSource({
    id: name,
    guildId: "north",
    kind: kind === "feed" ? "feed" : "page",
    name,
    address,
  });
}
const reloadAll = () => newsroom.reload({ guildId: "north", signal });

for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await reloadAll();
const delay = monitorEventLoopDelay({ resolution: 5 });
print({ pid: process.pid, ...measureMemory() });
await once(process.stdin, "data");
isCalm = false;
delay.enable();
const stalls = watchStalls();
const errors: Record<string, number> = {};
for (let done = 0; done < Number(readings); done += list.length) {
  for (const { error = "none" } of (await reloadAll()).sources) errors[error] = (errors[error] ?? 0) + 1;
}
delay.disable();
isCalm = true;
print({ errors, longestStallMs: stalls.stop(), longestDelayMs: delay.max / 1e6 });
await once(process.stdin, "data");
const { sources } = await reloadAll();
const articles = await Promise.all(list.map((kind, index) => store.articlesOf(`${kind}-${index}`)));
print({
  pid: process.pid,
  ...measureMemory(),
  errors: sources.flatMap(({ error }) => error ?? []),
  articles: articles.flat().map(({ id, body }) => ({ id, body })),
});
await extractor.close();
await store.close();
process.exit();

/**
 * Watches how long the main thread computes without a pause, since nothing else runs meanwhile. What a busy machine
 * keeps from it is not counted: on two cores for six, that was 300 ms where the thread had computed for 30.
 */
function watchStalls() {
  let [lookedAt, usedMs, longestMs] = [performance.now(), cpuMs(), 0];
  const look = () => {
    const [now, used] = [performance.now(), cpuMs()];
    longestMs = Math.max(longestMs, Math.min(now - lookedAt, used - usedMs));
    [lookedAt, usedMs] = [now, used];
  };
  const timer = setInterval(look, 1).unref();
  return {
    stop(): number {
      clearInterval(timer);
      return longestMs;
    },
  };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** What is in use once the garbage is gone. */
function measureMemory() {
  if (typeof collectGarbage === "function") for (let round = 0; round < 3; round += 1) collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssMb: rss / 2 ** 20, usedMb: (heapUsed + external) / 2 ** 20 };
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
