import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Core } from "./core.ts";
import { failCall, type RestFaults } from "./faults.ts";
import type { Attachment } from "./messages.ts";
import { type RestResult, refused } from "./rest-result.ts";
import { type RestCall, ROUTES, type Route } from "./routes.ts";

const PREFIX = "/api/v10";
/** Their token in the path is all that they need. */
const PUBLIC_ROUTES = ["/gateway", "/interactions/", "/webhooks/"];
/** What is as long as this in a path is a token, and not for the record. */
const TOKEN_PATTERN = /[\w-]{40,}/g;
const UNAUTHORIZED = refused(401, 0, "401: Unauthorized");
const NOT_FOUND = refused(404, 0, "404: Not Found");
const NOT_JSON = refused(400, 50109, "The request body contains invalid JSON.");

/** A route that a call has met. */
interface Match {
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly handle?: (core: Core, call: RestCall) => RestResult;
}

/** Answers Discord's REST API: finds the route, fails where that was asked for, and notes every call. */
export function createRestListener(core: Core, faults: RestFaults<Route>): RequestListener {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = performance.now();
    const url = new URL(request.url ?? "/", "http://localhost");
    const match = findRoute(request.method ?? "GET", url.pathname);
    const plan = faults.take(match.template);
    const body = await readBody(request);
    const isHandled = !plan || plan.isAnswerLost;
    const result = isHandled ? answer(core, { match, request, url, body }) : undefined;
    const status = plan ? failCall(response, plan.fault) : write(response, result ?? NOT_FOUND);
    core.events.emit({
      kind: "rest",
      method: request.method ?? "GET",
      route: match.template,
      status,
      ms: performance.now() - startedAt,
      request: body?.payload,
      response: result?.body,
      problems: result?.problems ?? [],
    });
  };
  return (request, response) => {
    // The client has hung up before its body was read.
    serve(request, response).catch((error) => response.destroy(error));
  };
}

interface Incoming {
  readonly match: Match;
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Body | undefined;
}

function answer(core: Core, { match, request, url, body }: Incoming): RestResult {
  const isPublic = PUBLIC_ROUTES.some((prefix) => url.pathname.startsWith(`${PREFIX}${prefix}`));
  const isSignedIn = request.headers.authorization === `Bot ${core.state.token}`;
  const needsToken = !isPublic || url.pathname.endsWith("/gateway/bot");
  if (needsToken && !isSignedIn) return UNAUTHORIZED;
  if (!match.handle) return NOT_FOUND;
  if (!body) return NOT_JSON;
  try {
    return match.handle(core, { params: match.params, query: url.searchParams, ...body });
  } catch (error) {
    return describeBug(error);
  }
}

/** A fault of the local Discord itself: shown like a broken rule, so that a test on it cannot overlook it. */
function describeBug(error: unknown): RestResult {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const problems = [{ path: [], code: "LOCAL_DISCORD_BUG", message }];
  return { ...refused(500, 0, "500: Internal Server Error"), problems };
}

function findRoute(method: string, path: string): Match {
  const segments = path.startsWith(`${PREFIX}/`) ? path.slice(PREFIX.length).split("/") : [];
  for (const [template, handle] of Object.entries(ROUTES)) {
    const [templateMethod, templatePath = ""] = template.split(" ");
    const params = templateMethod === method ? matchPath(templatePath.split("/"), segments) : undefined;
    if (params) return { template, params, handle };
  }
  return { template: `${method} ${path.replaceAll(TOKEN_PATTERN, "{token}")}`, params: {} };
}

function matchPath(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = decodeURIComponent(segments[index] ?? "");
    if (part.startsWith("{")) params[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

interface Body {
  readonly payload: unknown;
  readonly files: readonly Attachment[];
}

/** JSON, or a form with the JSON beside the files; undefined if it is neither. */
async function readBody(request: IncomingMessage): Promise<Body | undefined> {
  const bytes = await buffer(request);
  if (bytes.length === 0) return { payload: undefined, files: [] };
  const type = request.headers["content-type"] ?? "";
  try {
    if (!type.startsWith("multipart/form-data")) return { payload: JSON.parse(bytes.toString()), files: [] };
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    const files = [...form.values()].filter((value) => typeof value !== "string");
    return {
      payload: JSON.parse(String(form.get("payload_json") ?? "{}")),
      files: files.map(({ name, size }) => ({ name, bytes: size })),
    };
  } catch {
    return undefined;
  }
}

function write(response: ServerResponse, { status, body }: RestResult): number {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  return status;
}
