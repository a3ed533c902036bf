import type { Server } from "node:http";

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The setting that names the port, for whoever has to change it. */
  readonly setting: string;
}

/** Lets a server listen, and resolves to its port. Rejects with one line when it can't. */
export async function listen(server: Server, { host, port, setting }: ListenOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(new Error(`${setting} ${port} on ${host} can't be listened on (${cause.code})`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}
