import { type Client, request } from "undici";
import type { FetchOptions, Validators } from "../fetch.ts";
import { SourceError } from "../source.ts";
import { isPublicAddress, lookUp, parseAddress } from "./addresses.ts";
import { discard, readBody } from "./body.ts";
import { createConnect } from "./connect.ts";
import { explainStatus } from "./explain.ts";
import { type Headers, headerOf } from "./headers.ts";
import { createRests } from "./rests.ts";
import { ROBOT_NAME } from "./robots.ts";

const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 5;
const VERSION = "0.1";

/** One thing to fetch, redirects and all. */
export interface DownloadRequest {
  readonly url: URL;
  readonly validators?: Validators | undefined;
  readonly signal: AbortSignal | undefined;
  readonly maxBytes: number;
  /** Asked before each request, redirects included; rejects where it may not be made. */
  readonly before?: ((url: URL, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/** What came of it: content, or 304 where it was asked for. */
export interface Download {
  readonly url: URL;
  readonly movedTo: string | undefined;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Rejects with a `SourceError` for any other status, or with whatever went wrong on the way. */
export type Downloader = (request: DownloadRequest) => Promise<Download>;

/** Follows redirects by hand: each place is checked as the first one was. */
export function createDownload({
  contact,
  lookup = lookUp,
  isAllowedAddress = isPublicAddress,
  allowedPorts = [80, 443],
  ca,
  timeoutMs = TIMEOUT_MS,
  now = () => new Date(),
  elapsedMs = () => performance.now(),
}: FetchOptions): Downloader {
  const connect = createConnect({ lookup, isAllowedAddress, ca });
  const rests = createRests(elapsedMs);
  const agent = `${ROBOT_NAME}/${VERSION} (a reader of feeds for Discord${contact === undefined ? "" : `; ${contact}`})`;

  return async ({ url: first, validators, signal, maxBytes, before }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    let url = first;
    let isPermanent = true;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      rests.check(url.host);
      await before?.(url, either);
      const headers = {
        "user-agent": agent,
        "accept-encoding": "gzip, br, deflate",
        ...conditionsOf(validators),
      };
      const answer = await ask(connect(url.origin), { url, headers, signal: either, maxBytes });
      const { status } = answer;
      const location = headerOf(answer.headers, "location");
      if (isRedirect(status) && location !== undefined) {
        url = parseAddress(URL.parse(location, url.href)?.href ?? location, allowedPorts);
        isPermanent &&= status === 301 || status === 308;
        continue;
      }
      const isUnchanged = status === 304 && Object.keys(conditionsOf(validators)).length > 0;
      if (status !== 200 && !isUnchanged) {
        const refusal = explainStatus(status, headerOf(answer.headers, "retry-after"), now());
        if (status === 429 || status === 503) rests.keep(url.host, refusal.retryAfterMs ?? 0);
        throw refusal;
      }
      return { ...answer, url, movedTo: isPermanent && redirects > 0 ? url.href : undefined };
    }
    throw new SourceError(`the address leads on and on, more than ${MAX_REDIRECTS} times`, {
      problem: "unreachable",
    });
  };
}

interface Question extends Pick<DownloadRequest, "url" | "maxBytes"> {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Makes one request, on a connection that ends with it, and reads the body where there is content. */
async function ask(
  connection: Client,
  { url, headers, signal, maxBytes }: Question,
): Promise<Pick<Download, "status" | "headers" | "bytes">> {
  try {
    const response = await request(url.href, { dispatcher: connection, headers, signal });
    const answer = { status: response.statusCode, headers: response.headers };
    if (answer.status !== 200) {
      discard(response.body);
      return { ...answer, bytes: new Uint8Array() };
    }
    const encoding = headerOf(answer.headers, "content-encoding");
    return { ...answer, bytes: await readBody(response.body, { encoding, maxBytes }) };
  } finally {
    void connection.destroy();
  }
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

function conditionsOf(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag === undefined ? {} : { "if-none-match": validators.etag }),
    ...(validators?.lastModified === undefined ? {} : { "if-modified-since": validators.lastModified }),
  };
}
