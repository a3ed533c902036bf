import OpenAI from "openai";
import { createCappedFetch } from "./capped-fetch.ts";

export interface OpenAiOptions {
  /** Any OpenAI-compatible endpoint, with its `/v1`. Default: OpenAI's own. */
  readonly baseURL?: string | undefined;
  /** Servers at home need none. */
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
}

/** Where requests go when no other endpoint is named. */
export const OPENAI_BASE_URL = "https://api.openai.com/v1";

/** Each try, up to the first byte: the library's own limit is ten minutes. */
export const TRY_TIMEOUT_MS = 30_000;

const MAX_RETRIES = 2;

/** The library demands a key, and a server at home ignores it. */
const NO_KEY = "none";

export interface ClientLimits {
  /** A server that asks for a longer wait before the next try (`Retry-After`) is not asked again. */
  readonly maxWaitMs: number;
  /** Of a reply's body, packed and unpacked. */
  readonly maxBytes: number;
  /** Whether a failure with these words stays the same however often the same is asked. */
  readonly isLasting: (words: string) => boolean;
}

/** A quiet client that retries twice. Nothing is read from the environment but OPENAI_CUSTOM_HEADERS. */
export function createOpenAiClient(options: OpenAiOptions, limits: ClientLimits): OpenAI {
  return new OpenAI({
    baseURL: options.baseURL ?? OPENAI_BASE_URL,
    apiKey: options.apiKey || NO_KEY,
    fetch: withoutVainRetries(options.fetch ?? createCappedFetch(limits.maxBytes), limits),
    maxRetries: MAX_RETRIES,
    timeout: TRY_TIMEOUT_MS,
    adminAPIKey: null,
    organization: null,
    project: null,
    logLevel: "off",
  });
}

/** What the server or the network said, for the log: the key itself is struck out wherever it is echoed. */
export function redactError(error: unknown, { apiKey }: OpenAiOptions): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(apiKey ? message.replaceAll(apiKey, "[key]") : message);
}

function withoutVainRetries(fetchOnce: typeof fetch, { maxWaitMs, isLasting }: ClientLimits): typeof fetch {
  return async (input, init) => {
    const response = await fetchOnce(input, init);
    if (response.ok) return response;
    const words = await response.text().catch(() => "");
    const headers = new Headers(response.headers);
    const waitMs = parseRetryAfterMs(headers.get("retry-after") ?? "0");
    if (waitMs > maxWaitMs || isLasting(words)) headers.set("x-should-retry", "false");
    return new Response(words, { status: response.status, headers });
  };
}

/** Seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function parseRetryAfterMs(value: string): number {
  const seconds = Number(value);
  return Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
}
