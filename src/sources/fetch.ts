import { setTimeout as wait } from "node:timers/promises";
import { findRestriction } from "../formats/restrictions.ts";
import type { Leases } from "../store/leases.ts";
import { type Lookup, parseAddress } from "./fetch/addresses.ts";
import { createDownload, type Downloader, type DownloadRequest } from "./fetch/download.ts";
import { explainFailure } from "./fetch/explain.ts";
import { findFreshness, headerOf, refuseType, validatorsOf } from "./fetch/headers.ts";
import { createHosts } from "./fetch/hosts.ts";
import { createRobots, type RobotsFile } from "./fetch/robots.ts";
import { SourceError } from "./source.ts";

/** What an address is asked for. */
export interface FetchRequest {
  /** As somebody typed it, or as a feed names it. */
  readonly address: string;
  /**
   * `page`: an article, which robots.txt may forbid, at most 5 MB; `feed`: which somebody subscribed to, at most 10 MB;
   * `either`: looking what an address is, with robots.txt asked only once it turns out to be a page.
   */
  readonly expects: "feed" | "page" | "either";
  readonly validators?: Validators | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a server gave to ask by whether something has changed (RFC 9110, section 8.8). */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export type Fetched = FetchedContent | Unchanged;

export interface FetchedContent {
  readonly kind: "content";
  /** Where it was found in the end, after redirects. */
  readonly address: string;
  /** Where it has moved to for good, when every redirect on the way said so. */
  readonly movedTo: string | undefined;
  readonly bytes: Uint8Array;
  /** The whole header: `text/html; charset=iso-8859-1`. */
  readonly contentType: string | undefined;
  readonly validators: Validators;
  /** For how many milliseconds the server says that it stays as it is. */
  readonly freshForMs: number | undefined;
  /** What the headers forbid (`tdm-reservation`, `X-Robots-Tag`, `Content-Signal`): a sentence's end, or undefined. */
  readonly restriction: string | undefined;
}

/** HTTP 304: as it was. */
export interface Unchanged {
  readonly kind: "unchanged";
  readonly freshForMs: number | undefined;
}

/**
 * Fetches an address: the only way out of this process to an address that somebody typed. Rejects with a
 * `SourceError` whose message says what a moderator can do; or with the signal's reason.
 */
export type Fetch = (request: FetchRequest) => Promise<Fetched>;

export interface FetchOptions {
  /** Where publishers can reach whoever runs this. */
  readonly contact: string | undefined;
  readonly lookup?: Lookup;
  readonly isAllowedAddress?: (address: string) => boolean;
  readonly allowedPorts?: readonly number[] | "any";
  /** Certificates to trust besides the usual ones, in PEM. */
  readonly ca?: string;
  /** For one fetch in all, redirects and body included; waiting for a host's turn is not counted. */
  readonly timeoutMs?: number;
  /** Between two requests to one host. */
  readonly gapMs?: number;
  /** Over all processes there is one request at a time to one host, too. */
  readonly leases?: Pick<Leases, "claim"> | undefined;
  readonly now?: () => Date;
  /** The process's own time, which never goes back. */
  readonly elapsedMs?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

const GAP_MS = 5000;
const MAX_BYTES = { page: 5_000_000, feed: 10_000_000, either: 10_000_000 } as const;
/** As much as RFC 9309 asks for. */
const MAX_ROBOTS_BYTES = 500_000;

/** Creates the way out. What is not given is as strict as it gets. */
export function createFetch(options: FetchOptions): Fetch {
  const { gapMs = GAP_MS, now = () => new Date(), leases } = options;
  const { sleep = (ms) => wait(ms, undefined, { ref: false }) } = options;
  const download = createDownload(options);
  const claim = leases && ((host: string, forMs: number) => leases.claim(`host ${host}`, forMs));
  const hosts = createHosts({ gapMs, sleep, claim });
  const checkRobots = createRobots((url, signal) => loadRobots(download, { url, signal }), now);

  return async ({ address, expects, validators, signal }) => {
    const url = parseAddress(address, options.allowedPorts ?? [80, 443]);
    const endTurn = await hosts.takeTurn(url.host, signal);
    try {
      const before = expects === "page" ? checkRobots : undefined;
      const fetched = await download({ url, validators, signal, maxBytes: MAX_BYTES[expects], before });
      const freshForMs = findFreshness(fetched.headers);
      if (fetched.status === 304) return { kind: "unchanged", freshForMs };
      const contentType = headerOf(fetched.headers, "content-type");
      refuseType(contentType, expects);
      const isPage = expects === "page" || (expects === "either" && /\bx?html\b/i.test(contentType ?? ""));
      const site = isPage ? await checkRobots(fetched.url, signal) : undefined;
      return {
        kind: "content",
        address: fetched.url.href,
        movedTo: fetched.movedTo,
        bytes: fetched.bytes,
        contentType,
        validators: validatorsOf(fetched.headers),
        freshForMs,
        restriction: findRestriction({
          robots: headerOf(fetched.headers, "x-robots-tag"),
          tdmReservation: headerOf(fetched.headers, "tdm-reservation"),
          contentSignal: [headerOf(fetched.headers, "content-signal"), site?.contentSignal]
            .filter(Boolean)
            .join(","),
        }),
      };
    } catch (error) {
      signal?.throwIfAborted();
      throw explainFailure(error);
    } finally {
      endTurn();
    }
  };
}

/** Part of the page's own turn: a site that wants its robots.txt read does not mind. */
async function loadRobots(
  download: Downloader,
  { url, signal }: Pick<DownloadRequest, "url" | "signal">,
): Promise<RobotsFile> {
  try {
    const { bytes } = await download({ url, signal, maxBytes: MAX_ROBOTS_BYTES });
    return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    signal?.throwIfAborted();
    const isMissing = error instanceof SourceError && /\(HTTP 4(?!29)\d\d\)$/.test(error.message);
    return { problem: isMissing ? "missing" : "unreachable" };
  }
}
