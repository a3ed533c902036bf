import type { Socket } from "node:net";
import { createGzip, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { startAwkwardServer } from "../support/awkward-server.ts";
import { pour } from "../support/bad-replies.ts";
import { startChild } from "../support/child.ts";

const MEGABYTE = 1_000_000;
const outcomeSchema = z.object({ outcome: z.string(), peakMb: z.number() });

/** Of a process that reads nothing, with the same code loaded, and three replies of the greatest size. */
const MAX_PEAK_MB = 250;

const BOMBS: readonly (readonly [string, readonly string[], (socket: Socket) => void])[] = [
  ["a line of 200 MB", [], (socket) => pour(socket, Buffer.alloc(MEGABYTE, "data: x"), 200 * MEGABYTE)],
  [
    "300 kB that unpack to 300 MB",
    ["Content-Encoding: gzip"],
    (socket) => {
      const packing = createGzip();
      packing.pipe(socket);
      const spaces = Buffer.alloc(MEGABYTE, " ");
      for (let count = 0; count < 300; count += 1) packing.write(spaces);
      packing.end();
    },
  ],
  [
    "200 MB of empty packs",
    ["Content-Encoding: gzip"],
    (socket) => pour(socket, Buffer.alloc(MEGABYTE, gzipSync("")), 200 * MEGABYTE),
  ],
];

describe.each([
  ["chat", "the model's reply was too large"],
  ["embeddings", "the embedding model m failed"],
] as const)("a process that reads %s", (door, expected) => {
  test.each(BOMBS)("does not fill its memory with %s", async (_name, headers, send) => {
    const { origin } = await startAwkwardServer((socket) => {
      socket.write(
        ["HTTP/1.1 200 OK", "Content-Type: text/event-stream", ...headers, "Connection: close", "", ""].join(
          "\r\n",
        ),
      );
      send(socket);
    });
    const child = startChild("model-reader-child.ts", door, `${origin}/v1`);
    const { outcome, peakMb } = outcomeSchema.parse(JSON.parse(await child.nextLine()));
    expect(outcome).toBe(expected);
    expect(peakMb).toBeLessThan(MAX_PEAK_MB);
  });
});

test("a slow reader outlives a server that closes the connection", async () => {
  const delta = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
  const body = `${delta('{"statements": [')}${delta('"a", '.repeat(100)).repeat(1000)}${delta('"z"]}')}data: [DONE]\n\n`;
  const closed = Promise.withResolvers<void>();
  const { origin } = await startAwkwardServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    socket.end(body, closed.resolve);
  });
  const child = startChild("model-reader-child.ts", "chat", `${origin}/v1`);
  expect(await child.nextLine()).toBe("reading");
  await closed.promise;
  child.sendLine();
  const { outcome } = outcomeSchema.parse(JSON.parse(await child.nextLine()));
  expect(outcome).toBe("500021 characters");
});
