import { generateKeyPairSync, sign } from "node:crypto";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { startInteractionsServer } from "../../src/http/interactions.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
const SECONDS = String(NOW.getTime() / 1000);
const PING = JSON.stringify({ type: 1 });
const COMMAND = JSON.stringify({ type: 2, id: "1", data: { name: "ask", text: "Zürich 🕊️" } });

describe("interactions over HTTP", () => {
  test("a ping is answered with a pong, and nobody else hears of it", async () => {
    const { post, taken } = await serve();
    const response = await post(PING);
    expect([response.status, response.headers.get("content-type"), await response.json()]).toEqual([
      200,
      "application/json",
      { type: 1 },
    ]);
    expect(taken).toEqual([]);
  });

  test("anything else is taken with 202 and no body", async () => {
    const { post, taken } = await serve();
    const response = await post(COMMAND);
    expect([response.status, await response.text()]).toEqual([202, ""]);
    expect(taken).toEqual([JSON.parse(COMMAND)]);
  });

  test.each([
    ["of another body", { signed: `${COMMAND} ` }],
    ["of another time", { signedAt: "1" }],
    ["by another key", { key: generateKeyPairSync("ed25519").privateKey }],
    ["that is none", { signature: "0".repeat(128) }],
    ["that is too short", { signature: "00" }],
    ["that is no number", { signature: "x".repeat(128) }],
    ["that is missing", { signature: "" }],
    ["with no time", { timestamp: "", signedAt: "" }],
    ["with a time that is none", { timestamp: "-1", signedAt: "-1" }],
    ["that is too old", { timestamp: String(Number(SECONDS) - 61) }],
    ["from the future", { timestamp: String(Number(SECONDS) + 61) }],
  ])("a signature %s is refused with 401", async (_what, forged) => {
    const { post, taken } = await serve();
    expect((await post(COMMAND, forged)).status).toBe(401);
    expect(taken).toEqual([]);
  });

  test("what Discord does not send is refused: another method, another type, no JSON, too much", async () => {
    const { post, base, taken } = await serve();
    expect((await fetch(base)).status).toBe(405);
    expect((await post(COMMAND, { type: "text/plain" })).status).toBe(415);
    expect((await post("no JSON")).status).toBe(400);
    expect((await post(JSON.stringify("x".repeat(1024 * 1024)))).status).toBe(413);
    expect((await post(COMMAND)).status).toBe(202);
    expect(taken).toHaveLength(1);
  });

  test.each([
    ["options nested 1,000 deep", 1000],
    ["options nested 30,000 deep", 30_000],
  ])("%s are refused with 400, and others are served after", async (_what, depth) => {
    const { post, taken } = await serve();
    const nested = `${'{"type":1,"name":"a","options":['.repeat(depth)}${"]}".repeat(depth)}`;
    const response = await post(`{"type":2,"id":"1","data":${nested}}`);
    expect([response.status, await response.json()]).toEqual([400, { error: "nested too deep" }]);
    expect((await post(COMMAND)).status).toBe(202);
    expect(taken).toHaveLength(1);
  });

  test("an array nested 100,000 deep is refused with 400, also where it never ends", async () => {
    const { post, taken } = await serve();
    for (const body of ["[".repeat(100_000) + "]".repeat(100_000), "[".repeat(100_000)]) {
      expect((await post(body)).status).toBe(400);
    }
    expect(taken).toEqual([]);
  });

  test("brackets in a text are no nesting", async () => {
    const { post, taken } = await serve();
    const text = `\\"${"[{".repeat(1000)}\\`;
    expect((await post(JSON.stringify({ type: 2, text }))).status).toBe(202);
    expect(taken).toEqual([{ type: 2, text }]);
  });

  test("a connection outlives a balancer's, and ends with whatever Discord did not send", async () => {
    const { post } = await serve();
    expect((await post(COMMAND)).headers.get("keep-alive")).toBe("timeout=620");
    expect((await post(COMMAND, { signature: "" })).headers.get("connection")).toBe("close");
  });

  test("a body that never ends is cut off, and others are served meanwhile", async () => {
    const { port, post } = await serve();
    const socket = connect(port, "127.0.0.1");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    socket.resume();
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Signature-Ed25519: ${"0".repeat(128)}\r\n` +
        `X-Signature-Timestamp: ${SECONDS}\r\nContent-Length: 100\r\n\r\n{`,
    );
    expect((await post(COMMAND)).status).toBe(202);
    await closed;
  });

  test("names the setting when its port is taken", async () => {
    const { port } = await serve();
    await expect(serve(port)).rejects.toThrow(`INTERACTIONS_PORT ${port} on 127.0.0.1`);
  });
});

interface Forged {
  readonly signed?: string;
  readonly signedAt?: string;
  readonly timestamp?: string;
  readonly signature?: string;
  readonly key?: ReturnType<typeof generateKeyPairSync>["privateKey"];
  readonly type?: string;
}

async function serve(wanted = 0) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const taken: unknown[] = [];
  const { port, close } = await startInteractionsServer({
    host: "127.0.0.1",
    port: wanted,
    publicKey: Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url").toString("hex"),
    now: () => NOW,
    onInteraction: (payload) => taken.push(payload),
  });
  onTestFinished(close);
  const base = `http://127.0.0.1:${port}/`;
  const post = (body: string, forged: Forged = {}) => {
    const { timestamp = SECONDS, signedAt = timestamp, signed = body, key = privateKey } = forged;
    const { signature = sign(null, Buffer.from(signedAt + signed), key).toString("hex") } = forged;
    return fetch(base, {
      method: "POST",
      body,
      headers: {
        "content-type": forged.type ?? "application/json; charset=utf-8",
        "x-signature-ed25519": signature,
        "x-signature-timestamp": timestamp,
      },
    });
  };
  return { base, port, post, taken };
}
