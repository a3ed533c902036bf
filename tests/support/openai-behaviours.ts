import type { ServerResponse } from "node:http";
import type { Behaviour, RecordedRequest } from "./openai-server.ts";

/** A text, a value to be sent as JSON, or a function that makes the text from the request (its prompt, say). */
export type Reply = object | string | ((request: RecordedRequest) => string);

export interface ReplyOptions {
  /** Default 7: small enough to fall in the middle of words and of JSON. */
  readonly pieceChars?: number;
  /** Whether the first delta names the role, as OpenAI's does. Default true. */
  readonly hasRole?: boolean;
  /** Default "stop"; null when the stream just ends. */
  readonly finishReason?: string | null;
  /** A slow trickle: the pause before each piece. Default none. */
  readonly pauseMs?: number;
  /** After this many pieces the server comes to its `ending`. Default: all of them. */
  readonly pieces?: number;
  /** Default "finish". `stall` leaves the connection open and sends nothing more. */
  readonly ending?: "finish" | "stall" | "cut-off";
  /** Default `USAGE`. */
  readonly usage?: object;
}

/** The tokens that every reply claims to have used, when the client asks for them. */
export const USAGE = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

/** Streams a reply in small pieces, each in a packet of its own. */
export function replyWith(reply: Reply, options: ReplyOptions = {}): Behaviour {
  return async (request, response) => {
    const { pieceChars = 7, hasRole = true, finishReason = "stop", pauseMs = 0, ending = "finish" } = options;
    const { usage = USAGE } = options;
    const pieces = cut(toText(reply, request), pieceChars).slice(0, options.pieces);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    if (hasRole) sendDelta(response, { role: "assistant", content: "" });
    for (const content of pieces) {
      await pause(pauseMs);
      if (response.destroyed) return;
      sendDelta(response, { content });
    }
    await pause(0);
    if (ending === "cut-off") response.destroy();
    if (ending !== "finish") return;
    if (finishReason !== null) sendDelta(response, {}, finishReason);
    if (request.body.stream_options?.include_usage) sendData(response, { choices: [], usage });
    response.end("data: [DONE]\n\n");
  };
}

/** A refusal as OpenAI sends it: beside the content, not in it. */
export function refuseWith(refusal: string): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    sendDelta(response, { role: "assistant", refusal });
    sendDelta(response, {}, "stop");
    response.end("data: [DONE]\n\n");
  };
}

/** Takes the request and never answers. */
export const neverAnswer: Behaviour = () => {};

/** Closes the connection without a word. */
export const hangUp: Behaviour = (_request, response) => {
  response.destroy();
};

/** An error status with OpenAI's JSON body. Retries come at once, unless `headers` say otherwise. */
export function failWith(
  status: number,
  error: object = {},
  headers: Record<string, string> = {},
): Behaviour {
  return sendRaw(JSON.stringify({ error: { message: `status ${status}`, ...error } }), {
    status,
    headers: { "content-type": "application/json", "retry-after-ms": "1", ...headers },
  });
}

/** Any bytes: garbage, or a web page where an event stream should be. */
export function sendRaw(
  bytes: string | Uint8Array,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "text/event-stream", ...headers }).end(bytes);
  };
}

/** A server that takes only these response formats, and answers any other with 400 (none at all is always taken). */
export function acceptFormats(formats: readonly string[], behave: Behaviour): Behaviour {
  return (request, response) => {
    const type = request.body.response_format?.type;
    const isRefused = type !== undefined && !formats.includes(type);
    const refuse = failWith(400, { message: `response_format.type '${type}' is not supported` });
    return (isRefused ? refuse : behave)(request, response);
  };
}

/** One behaviour for each request; the last for all that follow. */
export function inOrder(...behaviours: readonly [Behaviour, ...Behaviour[]]): Behaviour {
  let count = 0;
  return (request, response) => {
    const behave = behaviours[Math.min(count, behaviours.length - 1)] ?? behaviours[0];
    count += 1;
    return behave(request, response);
  };
}

/** One vector for each text. The vectors come back in the wrong order, with the right `index`. */
export function embedWith(toVector: (text: string) => readonly number[]): Behaviour {
  return ({ body }, response) => {
    const data = body.input.map((text, index) => ({ object: "embedding", index, embedding: toVector(text) }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data: data.reverse() }));
  };
}

function toText(reply: Reply, request: RecordedRequest): string {
  if (typeof reply === "string") return reply;
  return reply instanceof Function ? reply(request) : JSON.stringify(reply);
}

function cut(text: string, pieceChars: number): string[] {
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / pieceChars) }, (_, index) =>
    characters.slice(index * pieceChars, (index + 1) * pieceChars).join(""),
  );
}

function sendDelta(response: ServerResponse, delta: object, finishReason: string | null = null): void {
  sendData(response, { choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

function sendData(response: ServerResponse, data: object): void {
  response.write(`data: ${JSON.stringify({ object: "chat.completion.chunk", ...data })}\n\n`);
}

/** Even without a pause the loop turns once, so that each piece is written by itself. */
function pause(pauseMs: number): Promise<void> {
  return new Promise((resolve) => (pauseMs === 0 ? setImmediate(resolve) : setTimeout(resolve, pauseMs)));
}
