import { createServer, type ServerResponse } from "node:http";
import { drawMisbehaviour, misbehave } from "../tests/support/misbehaviour.ts";
import { articlePage, prose, rssFeed } from "../tests/support/web-pages.ts";

/**
 * What can go wrong with a reply: a status, silence, bytes that are no feed, a connection that breaks in the middle, or
 * all of that at any moment of an answer of up to 10 MB, packed, framed and sent as servers do that are broken or quick.
 */
export const FAULTS = ["error", "silence", "garbage", "reset", "misbehaviour"] as const;
export type Fault = (typeof FAULTS)[number];

export interface NewsstandOptions {
  readonly sources: number;
  /** Of every hundred requests, how many fail: 0.05. */
  readonly faultShare: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A web server of this machine whose feeds and pages change from one reading to the next, and sometimes fail. */
export interface Newsstand {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly addresses: readonly string[];
  /** What the next replies are like; calm until it is told otherwise. */
  setFaulty(isFaulty: boolean): void;
  readonly counts: { requests: number } & Record<Fault, number>;
  close(): Promise<void>;
}

/** Of four sources one is a page; the others are feeds with this many entries. */
const PAGE_EVERY = 4;
const ENTRIES = 12;
const GARBAGE_BYTES = 2000;

/** A place that a source writes about, for questions to ask for. */
export const placeAt = (index: number) =>
  `${["North", "South", "East", "West", "Upper"][index % 5]}${["haven", "ridge", "mere", "ford"][Math.floor(index / 5) % 4]}`;

/** Starts the server on a free port. */
export async function startNewsstand({ sources, faultShare, random }: NewsstandOptions): Promise<Newsstand> {
  const counts = { requests: 0, error: 0, silence: 0, garbage: 0, reset: 0, misbehaviour: 0 };
  const editions = new Map<number, number>();
  let isFaulty = false;
  const server = createServer((request, response) => {
    const [, kind, number] = /^\/(feed|page)-(\d+)$/.exec(request.url ?? "") ?? [];
    if (kind === undefined) return response.writeHead(404).end();
    counts.requests += 1;
    const index = Number(number);
    const edition = (editions.get(index) ?? 0) + 1;
    editions.set(index, edition);
    const body = kind === "feed" ? feedAt(index, edition) : pageAt(index, edition);
    const contentType = kind === "feed" ? "application/rss+xml" : "text/html";
    if (!isFaulty || random() >= faultShare) {
      return response.writeHead(200, { "content-type": contentType }).end(body);
    }
    const fault = FAULTS[Math.floor(random() * FAULTS.length)] ?? "error";
    counts[fault] += 1;
    return fail(fault, response, { body, contentType, random });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    origin,
    counts,
    addresses: Array.from(
      { length: sources },
      (_, index) => `${origin}/${index % PAGE_EVERY === 0 ? "page" : "feed"}-${index}`,
    ),
    setFaulty(next) {
      isFaulty = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fail(
  fault: Fault,
  response: ServerResponse,
  {
    body,
    contentType,
    random,
  }: { readonly body: string; readonly contentType: string; readonly random: () => number },
): void {
  switch (fault) {
    case "error":
      response.writeHead(500).end();
      return;
    case "silence":
      // Whoever asked leaves when its patience ends.
      return;
    case "garbage":
      response.writeHead(200, { "content-type": contentType }).end(Buffer.alloc(GARBAGE_BYTES, 0x9d));
      return;
    case "reset":
      response.writeHead(200, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
      response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy());
      return;
    case "misbehaviour":
      if (response.socket) void misbehave(response.socket, drawMisbehaviour(body, random));
  }
}

/** With each edition one entry is rewritten, and their number stays. */
function feedAt(index: number, edition: number): string {
  const place = placeAt(index);
  const entries = Array.from({ length: ENTRIES }, (_, entry) => ({
    title: `${place} council, part ${entry}`,
    link: `https://${place.toLowerCase()}.example/${entry}`,
    date: "2026-02-27T08:00:00Z",
    content: `${prose(place)}\n\nRevision ${Math.floor((edition + entry) / ENTRIES)} of part ${entry}.`,
  }));
  return rssFeed(entries, `The ${place} Post`);
}

function pageAt(index: number, edition: number): string {
  const place = placeAt(index);
  const text = `${prose(place)}\n\nRevision ${edition} of this page.`;
  return articlePage({ title: `${place} pier`, text, date: "2026-02-27T08:00:00Z" });
}
