import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

/** What a client asked, as it came over the wire. */
export interface RecordedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
  /** Resolves when the exchange is over: true when the client left before the reply was whole. */
  readonly closedEarly: Promise<boolean>;
}

const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).default([]),
  input: z.array(z.string()).default([]),
  dimensions: z.int().optional(),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});
type RequestBody = z.infer<typeof bodySchema>;

/** How the server answers one request: see `openai-behaviours.ts`, or write one. */
export type Behaviour = (request: RecordedRequest, response: ServerResponse) => void;

export interface OpenAiScript {
  readonly chat?: Behaviour;
  readonly embeddings?: Behaviour;
}

export interface OpenAiServer extends AsyncDisposable {
  /** With its `/v1`. */
  readonly baseURL: string;
  readonly requests: readonly RecordedRequest[];
  /** Resolves when the server has received this many requests in all. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** An OpenAI-compatible server on a free loopback port that behaves as the script says, and records what it is asked. */
export async function createOpenAiServer(script: OpenAiScript): Promise<OpenAiServer> {
  const requests: RecordedRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const behaviours = new Map([
    ["/v1/chat/completions", script.chat],
    ["/v1/embeddings", script.embeddings],
  ]);

  const server = createServer(async (message, response) => {
    const closedEarly = new Promise<boolean>((resolve) => {
      response.on("close", () => resolve(!response.writableFinished));
    });
    const request = { ...(await readRequest(message)), closedEarly };
    requests.push(request);
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    const behave = behaviours.get(request.path);
    if (behave) behave(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    requests,
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function readRequest(message: IncomingMessage) {
  let text = "";
  for await (const piece of message.setEncoding("utf8")) text += piece;
  return { path: message.url ?? "", headers: message.headers, body: bodySchema.parse(JSON.parse(text)) };
}
