import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** Nothing but the page's own files; no inline script or style, no frame, no form that leads away. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** What every answer says beside its type. */
export const SAFE_HEADERS: OutgoingHttpHeaders = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * Why a request is not answered; undefined when it may be. Another name for this address is refused (a page elsewhere
 * could have its name lead here), and so is whatever another origin's page sends.
 */
export function findIntrusion(
  { headers, method }: Pick<IncomingMessage, "headers" | "method">,
  origin: string,
): string | undefined {
  if (headers.host !== new URL(origin).host) return "ask for this address by its number";
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return "another page asks for this";
  if (headers.origin !== undefined && headers.origin !== origin) return "another page asks for this";
  const isJson = headers["content-type"] === "application/json";
  return method === "POST" && !isJson ? "only JSON is taken" : undefined;
}
