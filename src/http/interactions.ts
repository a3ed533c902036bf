import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { listen, SLOW_CLIENT_LIMITS } from "./listen.ts";
import type { HttpServer } from "./server.ts";

export interface InteractionsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The application's, as its page shows it: 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly now: () => Date;
  /** Hears of every interaction but pings, once Discord has been told that it came. */
  readonly onInteraction: (payload: unknown) => void;
}

/** A form with five long answers and the message that it belongs to come to less than a tenth. */
const MAX_BODY_BYTES = 1024 * 1024;
/** Discord's own go about a dozen deep: components in containers in a message. Code that walks them recurses. */
const MAX_DEPTH = 64;
/**
 * Longer than any balancer keeps a connection that is idle: 600 s at Google's, which asks for 620, 60 s at most others.
 * Were it closed here first, a command that is just being sent over it would be lost.
 */
const KEEP_ALIVE_MS = 620_000;
/** Older, or from further ahead, it is somebody's copy: Discord takes an answer for three seconds only. */
const MAX_AGE_MS = 60_000;
/** For requests that are on their way in when the server closes. */
const CLOSING_MS = 1000;

const PING = 1;
const PONG = { type: 1 };
const pingSchema = z.object({ type: z.literal(PING) });

/** Why a request is turned away. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Takes Discord's interactions over HTTP instead of over the gateway, each signed. What is not a ping is answered
 * through the callback, as over the gateway; the request itself with 202 and nothing.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export async function startInteractionsServer(options: InteractionsOptions): Promise<HttpServer> {
  const check = createCheck(options);
  const server = createServer(
    { ...SLOW_CLIENT_LIMITS, keepAliveTimeout: KEEP_ALIVE_MS },
    async (request, response) => {
      try {
        const payload = parseJson(await check(request));
        if (pingSchema.safeParse(payload).success) return sendJson(response, 200, PONG);
        response.writeHead(202).end();
        options.onInteraction(payload);
      } catch (error) {
        if (error instanceof Refusal) refuse(response, error);
        // Whoever sent it has hung up.
        else response.destroy();
      }
    },
  );
  const port = await listen(server, { ...options, setting: "INTERACTIONS_PORT" });
  return {
    port,
    async close() {
      const timer = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(timer);
    },
  };
}

/** Reads a request's body. Throws a `Refusal` for whatever Discord does not send. */
function createCheck({ publicKey, now }: InteractionsOptions): (request: IncomingMessage) => Promise<Buffer> {
  const x = Buffer.from(publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return async (request) => {
    if (request.method !== "POST") throw new Refusal(405, "POST alone");
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
      throw new Refusal(415, "application/json alone");
    }
    const signature = headerOf(request, "x-signature-ed25519");
    const timestamp = headerOf(request, "x-signature-timestamp");
    if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) throw badSignature();
    const body = await readBody(request);
    const isFresh = Math.abs(now().getTime() - 1000 * Number(timestamp)) <= MAX_AGE_MS;
    if (!isFresh || !isSigned(key, { body, signature, timestamp })) throw badSignature();
    return body;
  };
}

const badSignature = () => new Refusal(401, "bad signature");

const headerOf = ({ headers }: IncomingMessage, name: string) => String(headers[name] ?? "");

interface Signed {
  readonly body: Buffer;
  readonly signature: string;
  readonly timestamp: string;
}

const isSigned = (key: KeyObject, { body, signature, timestamp }: Signed) =>
  verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, "hex"));

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) throw new Refusal(413, "too large");
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  if (isDeeperThan(MAX_DEPTH, body)) throw new Refusal(400, "nested too deep");
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, "no JSON");
  }
}

const [QUOTE, ESCAPE] = Buffer.from('"\\');
const OPENING = new Set(Buffer.from("[{"));
const CLOSING = new Set(Buffer.from("]}"));

/** Whether objects and arrays are nested deeper than this. Brackets in strings don't count. */
function isDeeperThan(limit: number, json: Buffer): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) isInString = !isInString;
    else if (isInString) at += byte === ESCAPE ? 1 : 0;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** Whoever is no Discord keeps no connection. */
function refuse(response: ServerResponse, { status, message }: Refusal): void {
  response.setHeader("connection", "close");
  sendJson(response, status, { error: message });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
