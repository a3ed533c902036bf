import { LATEST_MS } from "../schedule.ts";
import { SourceError } from "../source.ts";

/** What a response says that is no success, as a sentence for a moderator. */
export function explainStatus(status: number, retryAfter: string | undefined, now: Date): SourceError {
  const retryAfterMs = parseRetryAfter(retryAfter, now);
  const unreachable = (message: string) =>
    new SourceError(`${message} (HTTP ${status})`, { problem: "unreachable", retryAfterMs });
  if (status === 410) {
    return new SourceError("its publisher has taken it away for good (HTTP 410)", { problem: "gone" });
  }
  if (status === 404) return unreachable("nothing was found at the address");
  if ([401, 402, 403, 407, 451].includes(status)) {
    return unreachable("the server does not let this reader see it");
  }
  if (status === 429) return unreachable("the server asks to be left alone for a while");
  return unreachable(status >= 500 ? "the server is in trouble" : "the server did not answer as expected");
}

/** Seconds or a date (RFC 9110, section 10.2.3), at most a day; undefined when it says nothing that can be read. */
export function parseRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LATEST_MS);
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, "there is no server of that name"],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/, "no server answers there"],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)/, "the server broke off"],
  [/^UND_ERR_HEADERS_OVERFLOW/, "the server's answer makes no sense"],
  [/^HPE_/, "the server's answer makes no sense"],
  [/CONTENT_LENGTH_MISMATCH/, "it did not arrive whole"],
  [/^(?:Z_|ERR_BROTLI|ERR_ZLIB|ERR__)/, "it is packed in a broken way"],
  [/TIMEOUT|ETIMEDOUT/, "the server took too long"],
  [/CERT|SSL|TLS|SELF_SIGNED|ISSUER/, "the server's certificate can't be trusted"],
];

/** A failure on the way there, as a sentence for a moderator; a `SourceError` stays as it is. */
export function explainFailure(error: unknown): SourceError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SourceError) return cause;
  }
  const code = codesOf(error);
  const reason = REASONS.find(([pattern]) => code.some((name) => pattern.test(name)))?.[1];
  return new SourceError(reason ?? "the server could not be reached", {
    problem: "unreachable",
    cause: error,
  });
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "TimeoutError") codes.push("TIMEOUT");
    // undici looks its code up the wrong way around, and finds none.
    if (cause.name === "HTTPParserError") codes.push("HPE_");
    if ("code" in cause && typeof cause.code === "string") codes.push(cause.code);
  }
  return codes;
}
