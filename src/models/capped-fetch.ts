import { Agent, errors, fetch as undiciFetch } from "undici";

const MEGABYTE = 1_000_000;

/** An error's words need no more, and the library reads them whole. */
const MAX_ERROR_BYTES = 64_000;

/** A reply with more bytes than any real one has. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

/**
 * A `fetch` whose bodies fail with a `TooLargeError` as soon as they are larger than `maxBytes`, on the wire or unpacked:
 * a pack of empty members has no size unpacked. It is undici's own: Node's ends the process when a body is read slowly
 * (https://github.com/nodejs/undici/issues/5360). It takes a text as the request's body and nothing else.
 */
export function createCappedFetch(maxBytes: number): typeof fetch {
  const dispatcher = new Agent({ maxResponseSize: maxBytes, allowH2: false });
  return async (input, init = {}) => {
    const { status, headers, body } = await undiciFetch(input instanceof Request ? input.url : input, {
      method: init.method ?? "GET",
      headers: [...new Headers(init.headers)],
      body: typeof init.body === "string" ? init.body : null,
      signal: init.signal ?? null,
      dispatcher,
    });
    const limit = status < 400 ? maxBytes : Math.min(MAX_ERROR_BYTES, maxBytes);
    return new Response(body && capBody(body.getReader(), limit), { status, headers: [...headers] });
  };
}

type Reading = { readonly done: boolean; readonly value?: unknown };
interface BodyReader {
  read(): Promise<Reading>;
  cancel(reason?: unknown): Promise<void>;
}

function capBody(reader: BodyReader, maxBytes: number): ReadableStream<Uint8Array> {
  const tooLarge = `it is larger than ${maxBytes / MEGABYTE} MB`;
  let length = 0;
  const read = async (): Promise<Reading> => {
    try {
      return await reader.read();
    } catch (error) {
      const isTooLarge = error instanceof Error && error.cause instanceof errors.ResponseExceededMaxSizeError;
      throw isTooLarge ? new TooLargeError(tooLarge, { cause: error }) : error;
    }
  };
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await read();
        if (done || !(value instanceof Uint8Array)) return controller.close();
        length += value.length;
        if (length > maxBytes) {
          // Not awaited: a server that is slow to let go must not keep the reader.
          reader.cancel().catch(() => {});
          throw new TooLargeError(tooLarge);
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
