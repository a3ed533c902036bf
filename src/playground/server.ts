import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { articleSchema, requestSchema } from "./actions.ts";
import { type Asset, loadAssets } from "./assets.ts";
import { findIntrusion, SAFE_HEADERS } from "./guard.ts";
import type { Action, Outcome, Scene, View } from "./protocol.ts";
import type { Stream } from "./stream.ts";
import type { Tray } from "./tray.ts";

const HOST = "127.0.0.1";
const MAX_BODY_BYTES = 4_000_000;

/** What the page asks for and does. */
export interface Backstage {
  readonly scene: Scene;
  readonly stream: Stream;
  readonly trays: ReadonlyMap<string, Tray>;
  isThere(view: View): boolean;
  act(view: View, action: Action): Promise<Outcome>;
}

/** The page's server, listening on the loopback interface before there is anything to serve. */
export interface PageServer {
  /** `http://127.0.0.1:4173`. */
  readonly origin: string;
  serve(backstage: Backstage): void;
  close(): Promise<void>;
}

/** Listens; port 0 takes a free one. Rejects with one line when it can't. */
export async function startPageServer(port: number): Promise<PageServer> {
  const assets = await loadAssets();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const message = `port ${port} can't be listened on (${cause.code}): set PLAYGROUND_PORT to another`;
      reject(new Error(message, { cause }));
    });
    server.listen(port, HOST, resolve);
  });
  const origin = originOf(server);
  return {
    origin,
    serve(backstage) {
      server.on("request", (request, response) => {
        const intrusion = findIntrusion(request, origin);
        if (intrusion !== undefined) return sendText(response, 403, intrusion);
        answer({ backstage, assets }, request, response).catch((error: unknown) => {
          const isBadRequest = error instanceof z.ZodError || error instanceof SyntaxError;
          if (!response.headersSent) sendText(response, isBadRequest ? 400 : 500, String(error));
        });
      });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function originOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the page's server does not listen");
  return `http://${HOST}:${address.port}`;
}

interface Served {
  readonly backstage: Backstage;
  readonly assets: ReadonlyMap<string, Asset>;
}

async function answer({ backstage, assets }: Served, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://page");
  const asset = assets.get(pathname);
  switch (`${request.method} ${asset ? "asset" : pathname}`) {
    case "GET asset":
      return send(response, asset?.contentType ?? "", asset?.body ?? "");
    case "GET /scene":
      return sendJson(response, backstage.scene);
    case "GET /events": {
      const view = {
        serverId: searchParams.get("server") ?? "",
        personId: searchParams.get("person") ?? "",
      };
      if (!backstage.isThere(view)) return sendText(response, 404, "nobody is there");
      response.writeHead(200, { ...SAFE_HEADERS, "content-type": "text/event-stream" });
      return backstage.stream.open(view, response);
    }
    case "GET /feed": {
      const tray = backstage.trays.get(searchParams.get("server") ?? "");
      if (!tray) return sendText(response, 404, "there is no such server");
      return send(response, "application/rss+xml; charset=utf-8", await tray.renderFeed());
    }
    case "POST /act": {
      const { view, action } = requestSchema.parse(await readJson(request));
      return sendJson(response, await backstage.act(view, action));
    }
    case "POST /articles": {
      const { serverId, name, text } = articleSchema.parse(await readJson(request));
      const tray = backstage.trays.get(serverId);
      if (!tray) return sendText(response, 404, "there is no such server");
      return sendJson(response, { file: await tray.drop(name, text) });
    }
    default:
      return sendText(response, 404, "not found");
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new SyntaxError("too much for an article");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

const sendJson = (response: ServerResponse, value: unknown) =>
  send(response, "application/json; charset=utf-8", JSON.stringify(value));

function send(response: ServerResponse, contentType: string, body: string): void {
  response.writeHead(200, { ...SAFE_HEADERS, "content-type": contentType }).end(body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { ...SAFE_HEADERS, "content-type": "text/plain; charset=utf-8" })
    .end(`${text}\n`);
}
