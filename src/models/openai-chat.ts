import type OpenAI from "openai";
import { z } from "zod";
import { ChatError, type ChatEvent, type ChatModel, type ChatRequest } from "./chat.ts";
import { createOpenAiClient, type OpenAiOptions, TRY_TIMEOUT_MS } from "./openai-client.ts";
import { NOT_IN_TIME, toChatError } from "./openai-failure.ts";
import { createReplyReader, type ReplyReader } from "./openai-reply.ts";
import {
  ALL_ABILITIES,
  describeAbilities,
  findFewerAbilities,
  namesAbility,
  type ServerAbilities,
  toRequestBody,
} from "./openai-request.ts";
import { readReplyValues } from "./reply-values.ts";
import { createOnce, createServerMemory } from "./server-memory.ts";

/** A reader waits: a server that is busy for longer than this gets no second try. */
const MAX_WAIT_MS = 5000;

/** 40,000 tokens of reasoning and answer, each in a chunk of 400 bytes. */
const MAX_REPLY_BYTES = 16_000_000;

export interface ChatLimits {
  /** One try, up to the first byte of its reply. */
  readonly tryMs: number;
  /** All tries together, up to the first byte. */
  readonly openMs: number;
  /** Between two signs of life. The whole reply is limited by the caller's signal. */
  readonly stallMs: number;
}

const DEFAULT_LIMITS: ChatLimits = { tryMs: TRY_TIMEOUT_MS, openMs: 60_000, stallMs: 30_000 };

export interface OpenAiChatOptions {
  readonly endpoint: OpenAiOptions;
  readonly model: string;
  readonly limits?: ChatLimits;
  /** Hears once of each thing that the server can't do, or does wrong. */
  readonly onNotice?: (message: string) => void;
  /** Milliseconds from any moment on. */
  readonly now?: () => number;
}

/**
 * Any OpenAI-compatible chat endpoint, streamed. A server that refuses a part of the request (the JSON schema, the system
 * role, streaming, token counts) is asked again without it, and remembered as such for an hour. An abort, and leaving the
 * loop early, end the HTTP request at once.
 */
export function createOpenAiChat({
  endpoint,
  model,
  limits = DEFAULT_LIMITS,
  onNotice = () => {},
  now = () => performance.now(),
}: OpenAiChatOptions): ChatModel {
  const client = createOpenAiClient(endpoint, {
    maxWaitMs: MAX_WAIT_MS,
    maxBytes: MAX_REPLY_BYTES,
    isLasting: namesAbility,
  });
  const server = createServerMemory(ALL_ABILITIES, now);
  const tell = createOnce(onNotice);

  return {
    name: model,
    async *stream(request, signal) {
      signal.throwIfAborted();
      const watchdog = createWatchdog();
      const asking = {
        client,
        model,
        endpoint,
        request,
        limits,
        watchdog,
        signal: AbortSignal.any([signal, watchdog.signal]),
        callerSignal: signal,
      };
      let abilities: ServerAbilities | undefined = server.recall();
      watchdog.start(limits.openMs);
      try {
        while (abilities) {
          const known: ServerAbilities = abilities;
          const reply = createReplyReader(keysOf(request));
          const onAccepted = () => {
            server.learn(known);
            for (const line of describeAbilities(known)) tell(line);
          };
          try {
            yield* readReply({ ...asking, abilities, reply, onAccepted });
            if (reply.findUsage() === "unbelievable")
              tell("the model's server miscounts tokens: they are estimated");
            return;
          } catch (error) {
            signal.throwIfAborted();
            watchdog.signal.throwIfAborted();
            abilities = findFewerAbilities(error, known);
            if (!abilities) throw toChatError(error, endpoint);
          }
        }
      } finally {
        watchdog.stop();
      }
    },
  };
}

interface Asking {
  readonly client: OpenAI;
  readonly model: string;
  readonly endpoint: OpenAiOptions;
  readonly request: ChatRequest;
  readonly limits: ChatLimits;
  readonly watchdog: ReturnType<typeof createWatchdog>;
  /** The caller's and the watchdog's. */
  readonly signal: AbortSignal;
  readonly callerSignal: AbortSignal;
  readonly abilities: ServerAbilities;
  readonly reply: ReplyReader;
  /** The server has taken the request as it is. */
  readonly onAccepted: () => void;
}

/** One request and its reply. Throws when there is no text; a reply that breaks off later ends with a cut-off. */
async function* readReply(asking: Asking): AsyncGenerator<ChatEvent> {
  const { reply, limits, watchdog, onAccepted } = asking;
  let failure: unknown;
  try {
    const body = await openBody(asking);
    for await (const values of readReplyValues(body, () => watchdog.start(limits.stallMs))) {
      // The time that the caller takes is not the server's.
      watchdog.stop();
      for (const value of values) {
        const text = reply.read(value);
        onAccepted();
        if (text) yield { kind: "text", text };
      }
      watchdog.start(limits.stallMs);
    }
    asking.signal.throwIfAborted();
  } catch (error) {
    failure = asking.signal.aborted ? asking.signal.reason : error;
  }
  watchdog.stop();
  asking.callerSignal.throwIfAborted();
  const rest = reply.takeRest();
  if (rest) yield { kind: "text", text: rest };
  const usage = reply.findUsage();
  if (usage && usage !== "unbelievable") yield { kind: "usage", ...usage };
  const problem = reply.findProblem(failure);
  if (problem === undefined) return;
  if (!reply.isUsable()) throw problem;
  yield { kind: "cut-off", reason: toChatError(problem, asking.endpoint).message };
}

async function openBody({ client, model, request, abilities, limits, signal }: Asking) {
  const timeout = abilities.streaming ? limits.tryMs : limits.openMs;
  const body = toRequestBody(model, request, abilities);
  const { body: bytes } = await client.chat.completions.create(body, { signal, timeout }).asResponse();
  if (!bytes) throw new ChatError("the model's reply could not be read");
  return bytes;
}

/** The names that the reply's JSON object has to have. */
function keysOf({ schema }: ChatRequest): string[] {
  return Object.keys(z.toJSONSchema(schema).properties ?? {});
}

/** Aborts with a `ChatError` when it was not stopped or started again in time. */
function createWatchdog() {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    stop,
    start(limitMs: number) {
      stop();
      timer = setTimeout(() => controller.abort(new ChatError(NOT_IN_TIME)), limitMs);
    },
  };
}
