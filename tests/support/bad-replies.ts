import type { Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { Behaviour } from "./awkward-server.ts";

/** What a server would send if it behaved. */
export interface GoodReply {
  readonly contentType: string;
  readonly body: string;
}

/** A way to send a reply badly, with a name for the report of a failure. */
export interface Misbehaviour {
  readonly name: string;
  readonly behave: Behaviour;
}

interface Parts {
  readonly body: Buffer;
  readonly random: () => number;
  /** The head with these lines behind the status and the type of the content, and with its empty line. */
  readonly head: (...lines: readonly string[]) => string;
}

type Send = (socket: Socket, parts: Parts) => void;

const OVERLONG_BYTES = 200_000_000;
const STATUSES = [
  "400 Bad Request",
  "401 No",
  "413 Large",
  "422 No",
  "429 Busy",
  "500 Oops",
  "503 Down",
  "999 What",
];
const RETRY_AT_ONCE = "Retry-After-Ms: 1";

/** Each cuts, pauses, packs or spoils a reply in another way. */
const WAYS: Readonly<Record<string, Send>> = {
  "is cut before its length": (socket, { body, head, random }) => {
    socket.write(head(`Content-Length: ${body.length}`));
    socket.end(body.subarray(0, below(random, body.length)));
  },
  "is closed where no length says so": (socket, { body, head, random }) => {
    socket.write(head("Connection: close"));
    socket.end(body.subarray(0, below(random, body.length)));
  },
  "is reset": (socket, { body, head, random }) => {
    socket.write(head(`Content-Length: ${body.length}`));
    socket.write(body.subarray(0, below(random, body.length)), () => socket.resetAndDestroy());
  },
  "is reset before it starts": (socket) => void socket.resetAndDestroy(),
  "comes in pieces with pauses": (socket, { body, head, random }) => {
    socket.write(head(`Content-Length: ${body.length}`));
    sendSlowly(socket, body, () => 1 + below(random, 30));
  },
  "stops and keeps the line open": (socket, { body, head, random }) => {
    socket.write(head(`Content-Length: ${body.length}`));
    socket.write(body.subarray(0, below(random, body.length)));
  },
  "never starts": () => {},
  "has one line without an end": (socket, { head, random }) => {
    socket.write(head("Connection: close"));
    pour(socket, Buffer.from(`data: ${'{"a": '.repeat(10 + below(random, 10_000))}`), OVERLONG_BYTES);
  },
  "is repeated without an end": (socket, { body, head }) => {
    socket.write(head("Connection: close"));
    pour(socket, body, OVERLONG_BYTES);
  },
  "consists of empty lines": (socket, { head }) => {
    socket.write(head("Connection: close"));
    pour(socket, Buffer.alloc(50_000, "\n"), OVERLONG_BYTES);
  },
  "consists of tiny events": (socket, { head }) => {
    socket.write(head("Connection: close"));
    pour(socket, Buffer.from("data:{}\n\n".repeat(5000)), OVERLONG_BYTES);
  },
  "is one value of many small ones": (socket, { head }) => {
    socket.write(head("Connection: close"));
    socket.write('{"data": [');
    pour(socket, Buffer.from("{},".repeat(10_000)), OVERLONG_BYTES);
  },
  "comes in chunks of one byte": (socket, { body, head }) => {
    socket.write(head("Transfer-Encoding: chunked"));
    const chunks = Array.from(body, (byte) =>
      Buffer.concat([Buffer.from("1\r\n"), Buffer.of(byte), Buffer.from("\r\n")]),
    );
    socket.write(Buffer.concat(chunks));
    socket.end("0\r\n\r\n");
  },
  "has a chunk of no size": (socket, { body, head, random }) => {
    socket.write(head("Transfer-Encoding: chunked"));
    socket.write(`${body.length.toString(16)}\r\n`);
    socket.write(body);
    socket.end(`\r\n${["-1", "zz", "ffffffffffffffffff", ""][below(random, 4)]}\r\n\r\n`);
  },
  "unpacks to a thousand times its size": (socket, { head, random }) => {
    const packed = gzipSync(Buffer.alloc(50_000_000, random() < 0.5 ? " " : "a"));
    socket.write(head("Content-Encoding: gzip", `Content-Length: ${packed.length}`));
    socket.end(packed);
  },
  "is packed in empty members": (socket, { head }) => {
    socket.write(head("Content-Encoding: gzip", "Connection: close"));
    pour(socket, Buffer.alloc(40_000, gzipSync("")), OVERLONG_BYTES);
  },
  "is packed and cut": (socket, { body, head, random }) => {
    const packed = gzipSync(body);
    socket.write(head("Content-Encoding: gzip", "Connection: close"));
    socket.end(packed.subarray(0, below(random, packed.length)));
  },
  "is packed in some way": (socket, { body, head, random }) => {
    const [name, pack] = pick(random, PACKINGS);
    socket.write(head(`Content-Encoding: ${name}`, "Connection: close"));
    socket.end(pack(body));
  },
  "is not packed as it says": (socket, { body, head, random }) => {
    socket.write(
      head(
        `Content-Encoding: ${pick(random, ["gzip", "br", "zstd", "what", "gzip, gzip"])}`,
        "Connection: close",
      ),
    );
    socket.end(body);
  },
  "is spoilt": (socket, { body, head, random }) => {
    socket.write(head("Connection: close"));
    socket.end(spoil(body, random));
  },
  "is in UTF-16": (socket, { body, head }) => {
    socket.write(head("Connection: close"));
    socket.end(Buffer.from(`\uFEFF${body.toString()}`, "utf16le"));
  },
  "ends its lines in other ways": (socket, { body, head, random }) => {
    socket.write(head("Connection: close"));
    socket.end(body.toString().replace(/\n/g, () => pick(random, ["\n", "\r\n", "\r"])));
  },
  "comes with a failure": (socket, { body, random }) => {
    socket.write(`HTTP/1.1 ${pick(random, STATUSES)}\r\n${RETRY_AT_ONCE}\r\nConnection: close\r\n\r\n`);
    socket.end(
      random() < 0.5
        ? spoil(body, random)
        : '{"error": {"message": "response_format, system role, too many inputs"}}',
    );
  },
  "comes with a failure without an end": (socket, { random }) => {
    socket.write(`HTTP/1.1 ${pick(random, STATUSES)}\r\n${RETRY_AT_ONCE}\r\nConnection: close\r\n\r\n`);
    pour(socket, Buffer.alloc(60_000, "e"), OVERLONG_BYTES);
  },
  "has a head that is none": (socket, { random }) => {
    const junk = Buffer.from(Array.from({ length: 1 + below(random, 500) }, () => below(random, 256)));
    socket.end(random() < 0.5 ? junk : `HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}\r\n\r\n`);
  },
  "leads in a circle": (socket, { random }) => {
    socket.end(`HTTP/1.1 ${pick(random, [301, 302, 307])} Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n`);
  },
};

const PACKINGS: readonly (readonly [string, (body: Buffer) => Buffer])[] = [
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
  ["zstd", zstdCompressSync],
  ["gzip, gzip", (body) => gzipSync(gzipSync(body))],
];

/** The ways to misbehave: with seeds from 0 on, each comes before one comes again. */
export const WAYS_TO_MISBEHAVE = Object.keys(WAYS).length;

/** A bad way to send a good reply, the same for the same seed; `random` gives numbers from 0 to 1. */
export function misbehave(
  seed: number,
  random: () => number,
  { contentType, body }: GoodReply,
): Misbehaviour {
  const [name, send] = Object.entries(WAYS)[seed % WAYS_TO_MISBEHAVE] ?? ["never starts", () => {}];
  const head = (...lines: readonly string[]) =>
    ["HTTP/1.1 200 OK", `Content-Type: ${contentType}`, ...lines, "", ""].join("\r\n");
  return { name, behave: (socket) => send(socket, { body: Buffer.from(body), random, head }) };
}

function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: () => number, list: readonly [T, ...T[]] | readonly T[]): T {
  const picked = list[below(random, list.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}

/** Bytes are changed, doubled and left out. */
function spoil(body: Buffer, random: () => number): Buffer {
  const bytes = [...body];
  for (let change = 0; change <= below(random, 20); change += 1) {
    const at = below(random, bytes.length);
    const junk = Array.from({ length: below(random, 4) }, () => below(random, 256));
    bytes.splice(at, below(random, 4), ...junk);
  }
  return Buffer.from(bytes);
}

/** Writes a piece again and again, as fast as it is read, until there are so many bytes or nobody reads. */
export function pour(socket: Socket, piece: Buffer, maxBytes: number): void {
  let sent = 0;
  const write = () => {
    while (sent < maxBytes && !socket.destroyed) {
      sent += piece.length;
      if (!socket.write(piece)) return;
    }
    socket.end();
  };
  socket.on("drain", write);
  write();
}

function sendSlowly(socket: Socket, body: Buffer, pauseMs: () => number): void {
  const step = Math.ceil(body.length / 8);
  const send = (at: number) => {
    if (socket.destroyed) return;
    if (at >= body.length) return void socket.end();
    socket.write(body.subarray(at, at + step));
    setTimeout(() => send(at + step), pauseMs());
  };
  send(0);
}
