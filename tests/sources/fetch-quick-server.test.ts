import { randomBytes } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { startChild } from "../support/child.ts";

const TIMES = 20;
/** Letters that pack to a third: 1 MB that is 300 kB on the wire. */
const FEED = Buffer.from(
  `<rss><channel>${randomBytes(500_000)
    .toString("hex")
    .replace(/[89a-f]/g, "0")}</channel></rss>`,
);
const PACKED = gzipSync(FEED);
const HEADERS = { "content-type": "application/rss+xml", "content-encoding": "gzip" };

/** nodejs/undici#5360: the server's end came while the body waited, and an assertion ended the process. */
test.each<[string, RequestListener]>([
  [
    "with its length",
    (_request, response) => {
      response.writeHead(200, { ...HEADERS, "content-length": PACKED.length }).end(PACKED);
    },
  ],
  [
    "in chunks",
    (_request, response) => {
      response.writeHead(200, HEADERS);
      for (let at = 0; at < PACKED.length; at += 16_384) response.write(PACKED.subarray(at, at + 16_384));
      response.end();
    },
  ],
  [
    "and closes the connection",
    (_request, response) => {
      response.writeHead(200, { ...HEADERS, connection: "close" }).end(PACKED);
    },
  ],
])(
  "a server that sends a packed feed of a megabyte at once, %s, doesn't end the process",
  async (_how, listener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const child = startChild("fetch-child.ts", `http://127.0.0.1:${port}/feed`, String(TIMES));
    for (let done = 0; done < TIMES; done += 1) expect(await child.nextLine()).toBe(`${FEED.length} bytes`);
  },
);
