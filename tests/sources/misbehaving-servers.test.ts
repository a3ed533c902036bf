import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { startChild } from "../support/child.ts";
import { drawMisbehaviour, misbehave, pad } from "../support/misbehaviour.ts";
import { createRandom } from "../support/mutate.ts";
import { articlePage, prose, rssFeed } from "../support/web-pages.ts";

// biome-ignore lint/style/noProcessEnv: `npm run test:servers` tries a thousand, and prints what it measured.
const WANTED = process.env.MISBEHAVIOURS;
const READINGS = Number(WANTED ?? 40);
vi.setConfig({ testTimeout: 60_000 + READINGS * 1000 });

const KINDS = ["feed", "feed", "feed", "page", "feed", "feed", "feed", "page"] as const;
const ENTRIES = 12;
/** One feed is large from the start: what reading such a one takes is no growth. */
const LARGE = { path: "/feed-0", bytes: 8_000_000 };
/** Nothing else runs meanwhile, such as an answer to a member. */
const LONGEST_STALL_MS = 200;
const MOST_GROWTH_MB = 30;

const figuresSchema = z.object({ pid: z.number(), rssMb: z.number(), usedMb: z.number() });
const pacesSchema = z.object({
  errors: z.record(z.string(), z.number()),
  longestStallMs: z.number(),
  longestDelayMs: z.number(),
});
const endSchema = figuresSchema.extend({
  errors: z.array(z.string()),
  articles: z.array(z.object({ id: z.string(), body: z.string() })),
});

test(`${READINGS} readings from servers that end, break off, stall, lie and overrun leave the process and each source whole`, async () => {
  const web = await startMisbehavingWeb();
  const child = startChild("misbehaving-child.ts", web.origin, KINDS.join(","), `${READINGS}`);
  const report = async () =>
    JSON.parse(await child.nextLine().catch((error) => Promise.reject(web.explain(error))));
  const before = figuresSchema.parse(await report());
  web.setCalm(false);
  child.sendLine();
  const during = pacesSchema.parse(await report());
  web.setCalm(true);
  child.sendLine();
  const after = endSchema.parse(await report());
  const figures = JSON.stringify({ before, during, after: { ...after, articles: [] } });
  if (WANTED !== undefined) process.stdout.write(`${figures}\n`);
  expect(after.pid).toBe(before.pid);
  expect(after.errors).toEqual([]);
  for (const article of web.articles) expect(after.articles).toContainEqual(article);
  expect(during.longestStallMs).toBeLessThan(LONGEST_STALL_MS);
  expect(after.usedMb - before.usedMb).toBeLessThan(MOST_GROWTH_MB);
  expect(after.rssMb - before.rssMb).toBeLessThan(MOST_GROWTH_MB);
});

/** Serves feeds and a page; unless it is calm, each answer is another misbehaviour, of a seed of its own. */
async function startMisbehavingWeb() {
  let isCalm = true;
  let seed = 0;
  const latest: string[] = [];
  const sockets = new Set<Socket>();
  const answer = (socket: Socket, path: string) => {
    const text = path.startsWith("/feed") ? feedAt(path) : pageAt(path);
    if (path === "/robots.txt") return socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    if (isCalm) {
      const body = path === LARGE.path ? pad(text, LARGE.bytes) : text;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`);
      return socket.end(body);
    }
    seed += 1;
    const misbehaviour = drawMisbehaviour(text, createRandom(seed));
    latest.push(`seed ${seed}: ${path}: ${misbehaviour.name}`);
    return misbehave(socket, misbehaviour);
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.once("data", (head) => answer(socket, head.toString("latin1").split(" ")[1] ?? ""));
    socket.on("end", () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  return {
    origin: `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`,
    setCalm(next: boolean) {
      isCalm = next;
    },
    explain: (error: unknown) => new Error(`after ${latest.slice(-8).join("\n")}`, { cause: error }),
    articles: KINDS.flatMap((kind, index) =>
      kind === "feed"
        ? Array.from({ length: ENTRIES }, (_, entry) => ({
            id: `feed-${index}/${linkAt(index, entry)}`,
            body: prose(`${index}.${entry}`),
          }))
        : [{ id: `page-${index}/page`, body: prose(`${index}`) }],
    ),
  };
}

const linkAt = (index: number | string, entry: number) => `https://post-${index}.example/${entry}`;
const numberOf = (path: string) => /\d+/.exec(path)?.[0] ?? "";

function feedAt(path: string): string {
  const index = numberOf(path);
  const entries = Array.from({ length: ENTRIES }, (_, entry) => ({
    title: `Part ${entry}`,
    link: linkAt(index, entry),
    date: "2026-02-27T08:00:00Z",
    content: prose(`${index}.${entry}`),
  }));
  return rssFeed(entries, `The Post ${index}`);
}

const pageAt = (path: string) =>
  articlePage({ title: "Pier", text: prose(numberOf(path)), date: "2026-02-27T08:00:00Z" });
