import { TooLargeError } from "./capped-fetch.ts";

/** A chunk is some hundred characters long, and a whole reply some thousands. */
const MAX_VALUE_CHARS = 1_000_000;

/** A chunk is a token or more, on two or three lines. Reading millions of empty ones would take seconds. */
const MAX_LINES = 200_000;

/**
 * Reads the JSON values of a reply as they come, in groups: the data of server-sent events up to `[DONE]`
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html), or the one value of a plain JSON body, which some
 * servers send although a stream was asked for. `onBytes` hears of every sign of life. Throws a `SyntaxError` when a
 * value is no JSON, and a `TooLargeError` when they are too many or one is too long.
 */
export async function* readReplyValues(
  body: AsyncIterable<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<readonly unknown[]> {
  const decoder = new TextDecoder();
  const events = createEventReader();
  for await (const bytes of body) {
    onBytes();
    yield events.read(decoder.decode(bytes, { stream: true }));
    if (events.isDone()) return;
  }
  yield events.end();
}

function createEventReader() {
  let data: string[] = [];
  let isPlain: boolean | undefined;
  let isDone = false;

  const finishEvent = (): unknown[] => {
    const text = data.join("\n");
    data = [];
    if (text.trim() === "[DONE]") isDone = true;
    return isDone || text.trim() === "" ? [] : [JSON.parse(text)];
  };
  const readLine = (line: string): unknown[] => {
    // No field of an event starts with a brace.
    if (line.trim() !== "") isPlain ??= /^\uFEFF?\s*\{/.test(line);
    if (isPlain) data.push(line);
    else if (line === "") return finishEvent();
    // Servers of llama.cpp name the field of a failure "error".
    else if (/^(data|error):/.test(line)) data.push(line.slice(line.indexOf(":") + 1));
    return [];
  };

  const lines = createLineReader();
  let openChars = 0;
  const readLines = (complete: readonly string[]): unknown[] =>
    complete.flatMap((line) => {
      if (isDone) return [];
      const values = readLine(line);
      openChars = data.length === 0 ? 0 : openChars + line.length;
      if (openChars > MAX_VALUE_CHARS)
        throw new TooLargeError(`a part of it is longer than ${MAX_VALUE_CHARS} characters`);
      return values;
    });
  return {
    read: (text: string) => readLines(lines.read(text)),
    /** What came before the end of the body without an empty line behind it. */
    end: () => [...readLines([lines.end()]), ...finishEvent()],
    isDone: () => isDone,
  };
}

function createLineReader() {
  let open: string[] = [];
  let openChars = 0;
  let count = 0;
  let hasReturn = false;

  const end = (): string => {
    const line = open.join("");
    open = [];
    openChars = 0;
    return line;
  };
  return {
    /** The lines that a piece completes. */
    read(piece: string): string[] {
      if (piece === "") return [];
      // A line's two ends may come in two pieces.
      const text = hasReturn && piece.startsWith("\n") ? piece.slice(1) : piece;
      hasReturn = piece.endsWith("\r");
      const parts = text.split(/\r\n|\r|\n/);
      const rest = parts.pop() ?? "";
      count += parts.length;
      if (count > MAX_LINES) throw new TooLargeError(`it has more than ${MAX_LINES} lines`);
      const complete = parts.map((part) => {
        open.push(part);
        return end();
      });
      open.push(rest);
      openChars += rest.length;
      if (openChars > MAX_VALUE_CHARS)
        throw new TooLargeError(`a part of it is longer than ${MAX_VALUE_CHARS} characters`);
      return complete;
    },
    end,
  };
}
