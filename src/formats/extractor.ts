import { createHash } from "node:crypto";
import { waitUnlessAborted } from "../abortable.ts";
import type { ParsedArticle } from "../articles/article.ts";
import { createTurns } from "../turns.ts";
import { createWorkerClient, type WorkerClient } from "../worker-client.ts";
import { replies } from "./extractor-messages.ts";
import type { ArticleFile } from "./read-file.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** Bytes that somebody else wrote, and what is known of them. */
export interface Download {
  readonly bytes: Uint8Array;
  /** The whole header: `text/html; charset=iso-8859-1`. */
  readonly contentType?: string | undefined;
  /** Where they were found: what relative links are relative to. */
  readonly address: string;
}

/** What a page holds. */
export interface ParsedPage {
  readonly kind: "page";
  /** Undefined where the page has no article's text, such as a front page. */
  readonly article: ParsedArticle | undefined;
  /** The feeds that the page names, absolute, in its order. */
  readonly feeds: readonly { readonly address: string; readonly title: string | undefined }[];
  /** What its publisher forbids in the page (`noai`, `nosnippet`, `tdm-reservation`): a sentence's end, or undefined. */
  readonly restriction: string | undefined;
}

/** What a feed holds. */
export interface ParsedFeed {
  readonly kind: "feed";
  readonly title: string | undefined;
  /** At most 500, in the feed's order. */
  readonly entries: readonly ParsedEntry[];
  readonly failures: readonly { readonly entry: number; readonly reason: string }[];
  /** How often the feed says it changes (`ttl`, `sy:updatePeriod`), in milliseconds. */
  readonly readAgainInMs: number | undefined;
}

export interface ParsedEntry {
  readonly article: ParsedArticle;
  /** The text is an opening or a summary: the article itself stands on its page. */
  readonly isTeaser: boolean;
}

/**
 * Reads what others wrote, in a thread that is killed when it takes too long. Everything rejects with an
 * `UnreadableError` where it can't be read, also when the thread had to be killed.
 */
export interface Extractor {
  /**
   * A feed or a page, whichever the bytes are. Of one server's downloads one is read at a time, so that what one has read
   * keeps no other waiting; what is read for nobody's server (the house) takes its turns among them.
   */
  readDownload(download: Download, guildId?: string): Promise<ParsedFeed | ParsedPage>;
  /** A file of any kind that the newsroom knows; rejects only once the extractor is closed. */
  readFile(path: string): Promise<ArticleFile>;
  /** Stops its threads. What is being read, and what waits, rejects with a plain `Error`. */
  close(): Promise<void>;
}

export interface ExtractorOptions {
  readonly timeoutMs?: number;
  readonly maxMemoryMb?: number;
  /** The process's own time, which never goes back. */
  readonly elapsedMs?: () => number;
}

/** The slowest of 96 real pages takes 0.6 s; what takes this long is hostile or broken. */
const TIMEOUT_MS = 10_000;
/** The largest page that is not refused, and a collection of records, fit several times. */
const MAX_MEMORY_MB = 1024;

/** One more than a hostile server can keep. The second thread starts when it is wanted, and ends when none is. */
const MAX_THREADS = 2;
/** Bytes that stopped their thread are not tried again for so long. */
const TRY_AGAIN_MS = 10 * 60_000;
const MAX_KNOWN = 1000;

const WORKER = new URL("./extractor-worker.ts", import.meta.url);

/**
 * Creates an extractor; its first thread starts with the first call. One that takes too long or too much memory is
 * replaced: what it was reading is unreadable, what waits is read by the next.
 */
export function createExtractor({
  timeoutMs = TIMEOUT_MS,
  maxMemoryMb = MAX_MEMORY_MB,
  elapsedMs = () => performance.now(),
}: ExtractorOptions = {}): Extractor {
  const turns = createTurns({ atOnce: MAX_THREADS, shareOf: () => 1 });
  const tooSlow = createTooSlow(elapsedMs);
  const closing = new Set<Promise<void>>();
  const reading = new Set<WorkerClient>();
  let idle: WorkerClient | undefined;
  let isClosed = false;

  const retire = (client: WorkerClient) => {
    reading.delete(client);
    // A thread stops between two steps of its script, and one step can be long: nobody waits for that but `close`.
    const closed = client.terminate().finally(() => closing.delete(closed));
    closing.add(closed);
  };

  const rest = (client: WorkerClient) => {
    if (isClosed || idle) return retire(client);
    reading.delete(client);
    idle = client;
  };

  const ask = async (method: string, request: unknown): Promise<unknown> => {
    if (isClosed) throw new Error("the extractor is closed");
    const resourceLimits = { maxOldGenerationSizeMb: maxMemoryMb };
    const client = idle ?? createWorkerClient(WORKER, null, { resourceLimits });
    idle = undefined;
    reading.add(client);
    try {
      // Starting takes its time on a busy machine, and is nobody's fault.
      await client.call("start");
      const reply = await waitUnlessAborted(client.call(method, request), AbortSignal.timeout(timeoutMs));
      rest(client);
      return reply;
    } catch (cause) {
      if (isClosed) throw new Error("the extractor is closed", { cause });
      retire(client);
      throw new UnreadableError(describeEnd(cause, timeoutMs), { cause });
    }
  };

  return {
    async readDownload(download, guildId = "") {
      const read = async () => {
        tooSlow.check(download);
        return ask("readDownload", download).catch((error: unknown) => {
          if (error instanceof UnreadableError) tooSlow.note(download, error);
          throw error;
        });
      };
      const reply = replies.download.parse(await turns.take(guildId, read));
      if (reply.kind === "unreadable") throw new UnreadableError(reply.reason);
      return reply;
    },
    async readFile(path) {
      try {
        return replies.file.parse(await turns.take("", () => ask("readFile", path)));
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        return { path, kind: null, articles: [], failures: [{ reason: error.message }] };
      }
    },
    async close() {
      isClosed = true;
      for (const client of [...reading, ...(idle ? [idle] : [])]) retire(client);
      await Promise.all(closing);
    },
  };
}

function describeEnd(cause: unknown, timeoutMs: number): string {
  if (cause instanceof DOMException && cause.name === "TimeoutError") {
    return `took longer than ${timeoutMs / 1000} s to read`;
  }
  const isOutOfMemory =
    cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isOutOfMemory ? "takes too much memory to read" : "broken in a way that stops its reader";
}

/** What stopped its thread: a busy machine may do better after a while. */
function createTooSlow(elapsedMs: () => number) {
  const known = new Map<string, { readonly until: number; readonly error: UnreadableError }>();
  const hashOf = ({ bytes }: Download) => createHash("sha256").update(bytes).digest("base64url");
  return {
    /** Throws, as it did before, where the same bytes have stopped their thread a while ago. */
    check(download: Download) {
      if (known.size === 0) return;
      const last = known.get(hashOf(download));
      if (last && elapsedMs() < last.until) throw last.error;
    },
    note(download: Download, error: UnreadableError) {
      const hash = hashOf(download);
      known.delete(hash);
      known.set(hash, { until: elapsedMs() + TRY_AGAIN_MS, error });
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value ?? "");
    },
  };
}
