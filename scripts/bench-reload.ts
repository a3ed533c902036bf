import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { percentile } from "../bench/scores.ts";
import { answerQuestion } from "../src/answer/answer-question.ts";
import { createExtractor } from "../src/formats/extractor.ts";
import type { Embedder } from "../src/models/embedder.ts";
import { createFetch } from "../src/sources/fetch.ts";
import { createNewsroom } from "../src/sources/newsroom.ts";
import { createSqliteStore } from "../src/store/sqlite.ts";
import type { Store, StoreView } from "../src/store/store.ts";

/**
 * How long a server with many sources takes to find that nothing has changed, and what its questions notice of it:
 * `npm run bench:reload -- [--sources 50] [--articles 500] [--questions 40] [--json]`. With the defaults there are about
 * 100,000 passages; `--articles 50,500` measures one after the other what depends on how much is stored. Feeds come
 * over HTTP from this machine, once with validators (304) and once as the same bytes again; the pause between two
 * requests to a host is left out, the hosts being all different. Vectors are made up.
 */
const { values } = parseArgs({
  options: {
    sources: { type: "string", default: "50" },
    articles: { type: "string", default: "500" },
    questions: { type: "string", default: "40" },
    json: { type: "boolean", default: false },
  },
});
const SOURCES = Number(values.sources);
const QUESTIONS = Number(values.questions);
/** Of so many with nothing changed, the middle one counts. */
const RELOADS = 5;
/** About four passages. */
const WORDS_PER_ARTICLE = 640;
const DIMENSIONS = 512;
const NEVER = new AbortController().signal;

type Figures = Record<string, number>;

for (const articles of values.articles.split(",").map(Number)) {
  const folder = await mkdtemp(join(tmpdir(), "on-record-bench-"));
  const site = await startSite(articles);
  const store = await createSqliteStore({ file: join(folder, "news.sqlite") });
  const extractor = createExtractor({ timeoutMs: 120_000 });
  try {
    print({ sources: SOURCES, articlesPerSource: articles, ...(await bench({ site, store, extractor })) });
  } finally {
    await extractor.close();
    await store.close();
    site.server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Newsroom {
  readonly site: Awaited<ReturnType<typeof startSite>>;
  readonly store: Store;
  readonly extractor: ReturnType<typeof createExtractor>;
}

async function bench({ site, store, extractor }: Newsroom): Promise<Figures> {
  const embedder = createMadeUpEmbedder();
  const newsroom = createNewsroom({
    house: [],
    store,
    embedder,
    web: {
      extractor,
      fetch: createFetch({
        contact: undefined,
        allowedPorts: "any",
        isAllowedAddress: () => true,
        lookup: async () => ["127.0.0.1"],
        timeoutMs: 120_000,
        gapMs: 0,
      }),
    },
    keepTextMs: Number.MAX_SAFE_INTEGER,
    now: () => new Date(),
    random: Math.random,
    signal: NEVER,
    onNotice: (message) => process.stderr.write(`${message}\n`),
  });
  const reload = async () => {
    const { sources, ms } = await newsroom.reload({ guildId: "bench", signal: NEVER });
    const broken = sources.find(({ error }) => error !== undefined);
    if (broken) throw new Error(`${broken.name}: ${broken.error}`);
    return { ms, changed: sources.reduce((sum, { added, changed }) => sum + added + changed, 0) };
  };
  for (let index = 0; index < SOURCES; index += 1) {
    const source = { kind: "feed", address: site.addressOf(index), name: `feed ${index}` } as const;
    await newsroom.add({ guildId: "bench", memberId: "1", source });
  }
  const first = await reload();
  const { passages } = await store.view("bench").countTerms([]);
  const ask = createAsking(store.view("bench"), embedder);
  for (let index = 0; index < 5; index += 1) await ask(index);
  const alone: number[] = [];
  for (let index = 0; index < QUESTIONS; index += 1) alone.push(await ask(index));
  let figures: Figures = { passages, firstReadingMs: first.ms, ...describe("questionAlone", alone) };
  for (const mode of ["NotModified", "SameBytes"] as const) {
    site.setMode(mode);
    const reloads = [];
    for (let count = 0; count < RELOADS; count += 1) reloads.push(await reload());
    const ms = percentile(
      reloads.map((each) => each.ms),
      0.5,
    );
    const changed = reloads.reduce((sum, each) => sum + each.changed, 0);
    const during = describe(`questionDuring${mode}`, await askWhile(reload, ask));
    figures = { ...figures, [`unchanged${mode}Ms`]: ms, [`written${mode}`]: changed, ...during };
  }
  return figures;
}

/** Asks the question of a number, and returns how long its answer took. */
function createAsking(store: StoreView, embedder: Embedder) {
  return async (index: number): Promise<number> => {
    const startedAt = performance.now();
    const question = `What did ${wordAt(index * 7)} say about ${wordAt(index * 13)} and ${wordAt(index * 31)}?`;
    const prompts = { answer: "", repair: "" };
    await answerQuestion({ store, embedder, prompts, now: () => new Date() }, { question, signal: NEVER });
    return performance.now() - startedAt;
  };
}

/** As many questions as without, one after the other, while one reload follows the other. */
async function askWhile(
  reload: () => Promise<unknown>,
  ask: (index: number) => Promise<number>,
): Promise<number[]> {
  let isOver = false;
  const reloading = (async () => {
    while (!isOver) await reload();
  })();
  const times: number[] = [];
  for (let index = 0; index < QUESTIONS; index += 1) times.push(await ask(index));
  isOver = true;
  await reloading;
  return times;
}

/** A site of many hosts, each with a feed that never changes. */
async function startSite(articles: number) {
  let mode: "NotModified" | "SameBytes" = "NotModified";
  const feeds = Array.from({ length: SOURCES }, (_, index) => Buffer.from(feedAt(index, articles)));
  const server = createServer((request, response) => {
    const index = Number(/^feed-(\d+)\./.exec(request.headers.host ?? "")?.[1]);
    const etag = `"${index}"`;
    if (mode === "NotModified" && request.headers["if-none-match"] === etag)
      return response.writeHead(304).end();
    return response.writeHead(200, { "content-type": "application/rss+xml", etag }).end(feeds[index]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    server,
    addressOf: (index: number) => `http://feed-${index}.example:${port}/`,
    setMode(next: typeof mode) {
      mode = next;
    },
  };
}

function feedAt(index: number, articles: number): string {
  const items = Array.from({ length: articles }, (_, item) => {
    const seed = index * articles + item;
    const words = Array.from({ length: WORDS_PER_ARTICLE }, (_, at) => {
      const word = wordAt(seed * 7919 + at * at * 31 + at);
      return at % 16 === 15
        ? `${word}.`
        : at % 16 === 0
          ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
          : word;
    });
    return `<item><guid>${seed}</guid><title>Story ${seed}</title><link>https://feed-${index}.example/${seed}</link>
      <description>${words.join(" ")}</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${index}</title>${items.join("")}</channel></rss>`;
}

/** One of 20,000 words; some come far more often than others, as in any language. */
function wordAt(seed: number): string {
  const lot = ((Math.imul(seed + 1, 2_654_435_761) >>> 0) % 1_000_000) / 1_000_000;
  return `w${Math.floor(20_000 * lot ** 3).toString(36)}`;
}

function createMadeUpEmbedder(): Embedder {
  return {
    fingerprint: "made up",
    weight: 0.03,
    async embed(texts) {
      return texts.map((text) => {
        const vector = Float32Array.from({ length: DIMENSIONS }, (_, index) =>
          Math.sin(text.length * (index + 1) + text.charCodeAt(index % text.length)),
        );
        const length = Math.hypot(...vector);
        return vector.map((value) => value / length);
      });
    },
    async close() {},
  };
}

function describe(what: string, times: readonly number[]): Figures {
  return {
    [`${what}P50Ms`]: Math.round(percentile(times, 0.5)),
    [`${what}P99Ms`]: Math.round(percentile(times, 0.99)),
  };
}

/** With `--json` one object a line. */
function print(figures: Figures): void {
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name}: ${value}\n`);
}
