import { createServer, type ServerResponse } from "node:http";
import { describeError } from "../log.ts";
import { listen, SLOW_CLIENT_LIMITS } from "./listen.ts";

/** What a page says. */
export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface HttpOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** By path: each answers GET alone. */
  readonly pages: Readonly<Record<string, () => Promise<Page>>>;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a few pages to whoever watches the process. Rejects with one line when it can't listen. */
export async function startHttpServer({ host, port, pages }: HttpOptions): Promise<HttpServer> {
  const server = createServer(SLOW_CLIENT_LIMITS, async (request, response) => {
    // Not parsed as an address: a stranger may send what is none.
    const [path = ""] = (request.url ?? "").split("?");
    const load = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (!load) return send(response, plain(404, "not found"));
    if (request.method !== "GET" && request.method !== "HEAD") return send(response, plain(405, "GET alone"));
    send(response, await load().catch((error: unknown) => plain(500, describeError(error))));
  });
  return {
    port: await listen(server, { host, port, setting: "HTTP_PORT" }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const plain = (status: number, text: string): Page => ({
  status,
  contentType: "text/plain; charset=utf-8",
  body: `${text}\n`,
});

function send(response: ServerResponse, { status, contentType, body }: Page): void {
  response.writeHead(status, { "content-type": contentType }).end(body);
}
