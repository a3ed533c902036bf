import type { Server } from "node:http";

/** Headers and body together: a client that takes longer is answered 408 and cut off, also one that sends nothing. */
export const SLOW_CLIENT_LIMITS = {
  headersTimeout: 5000,
  requestTimeout: 5000,
  connectionsCheckingInterval: 1000,
} as const;

/** More are closed at once. Enough for any balancer, and half of the 1,024 files that many systems let a process open. */
export const MAX_CONNECTIONS = 500;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The setting that names the port, for whoever has to change it. */
  readonly setting: string;
}

/** Lets a server listen, to so many connections at once, and resolves to its port. Rejects with one line when it can't. */
export async function listen(server: Server, { host, port, setting }: ListenOptions): Promise<number> {
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(new Error(`${setting} ${port} on ${host} can't be listened on (${cause.code})`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}
