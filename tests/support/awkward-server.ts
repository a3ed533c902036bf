import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it came in. */
export interface RawRequest {
  /** `GET`. */
  readonly method: string;
  /** `/feed.xml`. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface AwkwardServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly origin: string;
  readonly requests: readonly RawRequest[];
  /** How many connections were made, whether anything was asked or not. */
  connections(): number;
}

/** Writes what it likes; the connection is the test's. */
export type Behaviour = (socket: Socket, request: RawRequest) => void;

/** A server that does exactly what a test says, byte by byte, and is gone with it. */
export async function startAwkwardServer(behave: Behaviour): Promise<AwkwardServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    let head = "";
    socket.on("data", (bytes) => {
      head += bytes.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      const request = parseRequest(head);
      head = "";
      requests.push(request);
      behave(socket, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { port, origin: `http://127.0.0.1:${port}`, requests, connections: () => connections };
}

function parseRequest(head: string): RawRequest {
  const [first = "", ...lines] = head.split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]];
    }),
  );
  return { method, path, headers };
}

export interface Answer {
  readonly status?: number;
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
}

/** A well-formed answer, unless its headers say otherwise; the connection is closed after it. */
export function answerWith({ status = 200, headers = [], body = "" }: Answer): Behaviour {
  return (socket) => {
    const hasLength = headers.some((header) => /^content-length:/i.test(header));
    const length = hasLength ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
    const head = [`HTTP/1.1 ${status} Whatever`, ...headers, ...length, "Connection: close", "", ""];
    socket.write(head.join("\r\n"));
    socket.end(body);
  };
}
