import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { SourceError } from "../source.ts";

const MEGABYTE = 1_000_000;

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads a body, unpacked. Throws a `SourceError` as soon as it is larger than `maxBytes`, unpacked or packed (gzip
 * has members that hold nothing), packed in a way that is not asked for, or not whole.
 */
export async function readBody(
  body: Readable,
  { encoding, maxBytes }: { readonly encoding: string | undefined; readonly maxBytes: number },
): Promise<Uint8Array> {
  const packing = encoding?.trim().toLowerCase() ?? "";
  const createDecoder = DECODERS[packing];
  if (!createDecoder && packing !== "" && packing !== "identity") {
    discard(body);
    // Packed twice is how a small bomb becomes a large one.
    throw new SourceError("it is packed in a way that this reader does not take", { problem: "unreadable" });
  }
  // What goes wrong on the way is thrown by whoever reads the end of it.
  const upToMax = (stream: AsyncIterable<unknown>) => upTo(maxBytes, stream);
  const stream = createDecoder ? pipeline(body, upToMax, createDecoder(), () => {}) : body;
  return Buffer.concat(await Array.fromAsync(upToMax(stream)));
}

/** Passes on what comes; throws once it is more than may come. */
async function* upTo(maxBytes: number, stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > maxBytes) {
      throw new SourceError(`it is larger than ${maxBytes / MEGABYTE} MB`, { problem: "unreadable" });
    }
    yield chunk;
  }
}

/** Lets go of a body that nobody reads. */
export function discard(body: Readable): void {
  body.on("error", () => {});
  body.destroy();
}
