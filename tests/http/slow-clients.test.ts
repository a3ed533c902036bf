import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { startInteractionsServer } from "../../src/http/interactions.ts";
import { MAX_CONNECTIONS } from "../../src/http/listen.ts";
import { startHttpServer } from "../../src/http/server.ts";

const PAGE = { status: 200, contentType: "text/plain", body: "ok" };
const startHealth = () =>
  startHttpServer({ host: "127.0.0.1", port: 0, pages: { "/healthz": async () => PAGE } });
const startInteractions = () =>
  startInteractionsServer({
    host: "127.0.0.1",
    port: 0,
    publicKey: Buffer.from(
      String(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x),
      "base64url",
    ).toString("hex"),
    now: () => new Date(),
    onInteraction: () => {},
  });

const HEAD = "POST /healthz HTTP/1.1\r\nHost: x\r\n";
const SIGNED = `Content-Type: application/json\r\nX-Signature-Ed25519: ${"0".repeat(128)}\r\nX-Signature-Timestamp: 1\r\n`;
/** What hundreds of clients send, and then no more. */
const SLOW: readonly string[] = ["", HEAD, `${HEAD}${SIGNED}Content-Length: 100\r\n\r\n{`];
const HUNDREDS = 300;

describe.each([
  ["health and metrics", startHealth],
  ["interactions", startInteractions],
])("the port of %s", (_name, start) => {
  test("cuts off hundreds that send nothing, half a head or half a body, and serves others meanwhile", async () => {
    const server = await start();
    onTestFinished(() => server.close());
    const sockets = await openSockets(server.port, HUNDREDS);
    const ends = sockets.map((socket) => text(socket));
    sockets.forEach((socket, index) => void socket.write(SLOW[index % SLOW.length] ?? ""));
    const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    expect([200, 405]).toContain(answer.status);
    await answer.text();
    for (const end of await Promise.all(ends)) expect(end).toMatch(/^HTTP\/1\.1 (408|405) /);
  });

  test("closes without waiting for them", async () => {
    const server = await start();
    const sockets = await openSockets(server.port, HUNDREDS);
    const ends = sockets.map((socket) => text(socket).catch(() => ""));
    sockets.forEach((socket, index) => void socket.write(SLOW[index % SLOW.length] ?? ""));
    await fetch(`http://127.0.0.1:${server.port}/healthz`).then((answer) => answer.text());
    await server.close();
    for (const end of await Promise.all(ends)) expect(end).not.toMatch(/ 408 /);
  });

  test("takes so many connections and no more", async () => {
    const server = await start();
    onTestFinished(() => server.close());
    const taken = await openSockets(server.port, MAX_CONNECTIONS);
    const closed = taken.map((socket) => once(socket, "close"));
    const [more] = await openSockets(server.port, 1);
    expect(more && (await text(more))).toBe("");
    expect(taken.every(({ closed: isClosed }) => !isClosed)).toBe(true);
    for (const socket of taken) socket.destroy();
    await Promise.all(closed);
    // Asked until the server has seen them go.
    while (!(await isServed(server.port)));
  });
});

const isServed = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ status }) => status === 200 || status === 405,
    () => false,
  );

/** Gone when the test is over. */
async function openSockets(port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, "127.0.0.1"));
  for (const socket of sockets) {
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
  }
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  return sockets;
}
