import { ChatError, type ChatModel, type ChatRequest } from "./chat.ts";
import { createOpenAiClient, type OpenAiOptions, TRY_TIMEOUT_MS } from "./openai-client.ts";
import { NOT_IN_TIME, toChatError } from "./openai-failure.ts";
import { createReplyReader } from "./openai-reply.ts";
import { ALL_ABILITIES, findFewerAbilities, type ServerAbilities, toRequestBody } from "./openai-request.ts";

/** A reader waits: a server that is busy for longer than this gets no second try. */
const MAX_WAIT_MS = 5000;

export interface ChatLimits {
  /** One try, up to the first byte of its reply. */
  readonly tryMs: number;
  /** All tries together, up to the first byte. */
  readonly openMs: number;
  /** Between two chunks. The whole reply is limited by the caller's signal. */
  readonly stallMs: number;
}

const DEFAULT_LIMITS: ChatLimits = { tryMs: TRY_TIMEOUT_MS, openMs: 60_000, stallMs: 30_000 };

export interface OpenAiChatOptions {
  readonly endpoint: OpenAiOptions;
  readonly model: string;
  readonly limits?: ChatLimits;
}

/**
 * Any OpenAI-compatible chat endpoint, streamed. A server that refuses the JSON schema or the token counts is
 * asked again without, and remembered as such. An abort, and leaving the loop early, end the HTTP request at once.
 */
export function createOpenAiChat({ endpoint, model, limits = DEFAULT_LIMITS }: OpenAiChatOptions): ChatModel {
  const client = createOpenAiClient(endpoint, MAX_WAIT_MS);
  let known = ALL_ABILITIES;

  async function openStream(request: ChatRequest, signal: AbortSignal) {
    let abilities: ServerAbilities | undefined = known;
    for (;;) {
      try {
        const body = toRequestBody(model, request, abilities);
        const chunks = await client.chat.completions.create(body, { signal, timeout: limits.tryMs });
        known = abilities;
        return chunks;
      } catch (error) {
        abilities = findFewerAbilities(error, abilities);
        if (!abilities) throw error;
      }
    }
  }

  return {
    name: model,
    async *stream(request, signal) {
      signal.throwIfAborted();
      const watchdog = createWatchdog();
      const reply = createReplyReader();
      try {
        watchdog.start(limits.openMs);
        const chunks = await openStream(request, AbortSignal.any([signal, watchdog.signal]));
        watchdog.start(limits.stallMs);
        for await (const chunk of chunks) {
          // The time that the caller takes is not the server's.
          watchdog.stop();
          const text = reply.readText(chunk);
          if (text) yield { kind: "text", text };
          watchdog.start(limits.stallMs);
        }
        // The library ends an aborted stream as if it were over.
        signal.throwIfAborted();
        watchdog.signal.throwIfAborted();
        const usage = reply.findUsage();
        if (usage) yield usage;
        reply.assertWhole();
      } catch (error) {
        signal.throwIfAborted();
        watchdog.signal.throwIfAborted();
        throw toChatError(error, endpoint);
      } finally {
        watchdog.stop();
      }
    },
  };
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
