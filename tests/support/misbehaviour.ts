import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";

/** One answer of a server that is broken, overrun or ill-disposed, byte by byte. */
export interface Misbehaviour {
  /** For the message of a test that fails. */
  readonly name: string;
  /** All that is sent, from the status line on. */
  readonly wire: Uint8Array;
  readonly pace: (typeof PACES)[number];
  /** What comes after the last byte. */
  readonly end: (typeof ENDS)[number];
}

/** What is listed twice comes twice as often: most servers are honest and quick, which is bad enough. */
const SIZES = [
  200_000, 200_000, 200_000, 200_000, 700_000, 700_000, 700_000, 2_000_000, 2_000_000, 10_000_000,
] as const;
const PACKINGS = [
  ...(["identity", "gzip", "gzip", "gzip", "gzip", "deflate", "br"] as const),
  ...(["gzip twice", "half gzip", "empty members", "not at all"] as const),
] as const;
const HONEST = ["length", "chunks", "until the end"] as const;
const FRAMINGS = [...HONEST, ...HONEST, ...HONEST, "too long", "too short", "broken chunks", "both"] as const;
const PACES = [
  "at once",
  "at once",
  "at once",
  "64 kB a millisecond",
  "with a pause",
  "in small pieces at first",
] as const;
const ENDS = ["end", "end", "end", "close", "close", "close", "reset", "reset", "silence"] as const;

/** By how much the length that the head names is off; those without a length are framed in another way. */
const LENGTHS_OFF: Partial<Record<(typeof FRAMINGS)[number], number>> = {
  length: 0,
  both: 0,
  "too long": 5000,
  "too short": -5000,
};

const CHUNK_BYTES = 65_536;
const PAUSE_MS = 30;
const SMALL_PIECES = 40;
const SMALL_BYTES = 7;
/** Of all answers, how many are sent to their end. */
const WHOLE_SHARE = 0.6;

/** Draws an answer for a feed or a page; some are fine but for their size and haste. */
export function drawMisbehaviour(text: string, random: () => number): Misbehaviour {
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const size = pick(SIZES);
  const packing = pick(PACKINGS);
  const framing = pick(FRAMINGS);
  const { body, encoding } = pack(pad(text, size), packing);
  const whole = frame(body, { encoding, framing });
  const cut = random() < WHOLE_SHARE ? whole.length : Math.floor(random() ** 2 * whole.length);
  const pace = pick(PACES);
  const end = pick(ENDS);
  const name = `${size} bytes, ${packing}, ${framing}, ${pace}, ${cut} of ${whole.length} sent, then ${end}`;
  return { name, wire: whole.subarray(0, cut), pace, end };
}

/** Sends it; resolves when the server's part is over. The other side may leave at any moment. */
export async function misbehave(socket: Socket, { wire, pace, end }: Misbehaviour): Promise<void> {
  socket.on("error", () => {});
  let at = 0;
  const send = (bytes: number) => {
    const piece = wire.subarray(at, at + bytes);
    at += piece.length;
    if (!socket.destroyed && piece.length > 0) socket.write(piece);
  };
  if (pace === "in small pieces at first") {
    for (let piece = 0; piece < SMALL_PIECES; piece += 1) {
      send(SMALL_BYTES);
      await new Promise(setImmediate);
    }
  }
  if (pace === "with a pause") {
    send(wire.length / 2);
    await sleep(PAUSE_MS);
  }
  while (pace === "64 kB a millisecond" && at < wire.length && !socket.destroyed) {
    send(CHUNK_BYTES);
    await sleep(1);
  }
  send(wire.length);
  if (end === "end") socket.end();
  if (end === "close") socket.destroySoon();
  if (end === "reset") socket.resetAndDestroy();
}

/** Makes a feed or a page this much larger, with letters that pack to a third, as news does. */
export function pad(text: string, bytes: number): Buffer {
  const letters = createHash("shake256", { outputLength: bytes / 2 })
    .update(text)
    .digest("hex");
  return Buffer.from(
    text.replace(/<(?:channel|body)>/, (tag) => `${tag}<!--${letters.replace(/[89a-f]/g, "0")}-->`),
  );
}

function pack(
  body: Buffer,
  packing: (typeof PACKINGS)[number],
): { readonly body: Uint8Array; readonly encoding: string } {
  const gzip = (bytes: Uint8Array) => gzipSync(bytes, { level: 1 });
  switch (packing) {
    case "gzip":
      return { body: gzip(body), encoding: "gzip" };
    case "deflate":
      return { body: deflateSync(body, { level: 1 }), encoding: "deflate" };
    case "br": {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
      return { body: brotliCompressSync(body, { params }), encoding: "br" };
    }
    case "gzip twice":
      return { body: gzip(gzip(body)), encoding: "gzip" };
    case "half gzip":
      return {
        body: Buffer.concat([gzip(body.subarray(0, body.length / 2)), body.subarray(body.length / 2)]),
        encoding: "gzip",
      };
    case "empty members":
      return {
        body: Buffer.alloc(body.length - (body.length % 20), gzip(Buffer.alloc(0))),
        encoding: "gzip",
      };
    case "not at all":
      return { body, encoding: "br" };
    default:
      return { body, encoding: "identity" };
  }
}

function frame(
  body: Uint8Array,
  { encoding, framing }: { readonly encoding: string; readonly framing: (typeof FRAMINGS)[number] },
): Uint8Array {
  const off = LENGTHS_OFF[framing];
  const isChunked = framing === "chunks" || framing === "broken chunks" || framing === "both";
  const head = [
    "HTTP/1.1 200 OK",
    `Content-Encoding: ${encoding}`,
    ...(off === undefined ? [] : [`Content-Length: ${Math.max(0, body.length + off)}`]),
    ...(isChunked ? ["Transfer-Encoding: chunked"] : []),
    "",
    "",
  ];
  return Buffer.concat([
    Buffer.from(head.join("\r\n")),
    isChunked ? inChunks(body, framing === "broken chunks") : body,
  ]);
}

function inChunks(body: Uint8Array, isBroken: boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += CHUNK_BYTES) {
    const chunk = body.subarray(at, at + CHUNK_BYTES);
    const size = isBroken && at > body.length / 2 ? "zz" : chunk.length.toString(16);
    parts.push(Buffer.from(`${size}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
