import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to a database that can break: it passes on what comes until it is told otherwise. */
export interface FlakyWay {
  /** The database's address by this way. */
  readonly url: string;
  /** Breaks so many connections as soon as something is asked over them, the first one after so many questions. */
  breakNext(connections: number, after?: number): void;
  /** Says nothing any more over the connections that are open; those to come are passed on. */
  silence(): void;
  close(): Promise<void>;
}

/** Opens a way to the database at an address. */
export async function openFlakyWay(address: string): Promise<FlakyWay> {
  const sockets = new Set<Socket>();
  let toBreak = 0;
  let toPass = 0;
  let silences = 0;
  const { hostname, port } = new URL(address);
  const server = createServer((here) => {
    const there = connect(Number(port), hostname);
    for (const socket of [here, there]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        here.destroy();
        there.destroy();
      });
    }
    const opened = silences;
    there.pipe(here);
    here.on("data", (data) => {
      if (opened < silences) return;
      if (toBreak === 0 || toPass > 0) {
        toPass -= 1;
        return there.write(data);
      }
      toBreak -= 1;
      return here.resetAndDestroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(address);
  const place = server.address();
  url.port = String(typeof place === "object" ? place?.port : "");
  return {
    url: url.href,
    breakNext(connections, after = 0) {
      [toBreak, toPass] = [connections, after];
    },
    silence() {
      silences += 1;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A server that turns everybody away with an error of PostgreSQL's; resolves to its port. */
export async function startRefusingServer(code: string): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(errorResponse(code)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const place = server.address();
  return { port: typeof place === "object" && place ? place.port : 0, close: () => server.close() };
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
function errorResponse(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0Mno entry\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + length.length);
  return Buffer.concat([Buffer.from("E"), length, fields]);
}
