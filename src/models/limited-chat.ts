import { ChatError, type ChatModel, type ChatRequest, type TokenUsage } from "./chat.ts";
import { NOT_IN_TIME } from "./openai-failure.ts";

/** The model's share of an answer's time: the rest is for the sources' own sentences, should it not come to an end. */
export const MODEL_SHARE = 0.8;

export interface ChatAllowance {
  /** For everything that is asked of the model from now on: one answer, with its repair. */
  readonly timeoutMs: number;
  /** Hears what each reply has cost, also one that broke off. */
  readonly onUsage: (usage: TokenUsage) => void;
}

/** English text has about four letters a token; where no server counts, this has to do. */
const LETTERS_PER_TOKEN = 4;

/** The model for one answer: its time is limited, and its tokens are counted, or estimated where no server counts. */
export function limitChat(chat: ChatModel, { timeoutMs, onUsage }: ChatAllowance): ChatModel {
  const timeout = AbortSignal.timeout(timeoutMs);
  return {
    name: chat.name,
    async *stream(request, signal) {
      let letters = 0;
      let isCounted = false;
      try {
        for await (const event of chat.stream(request, AbortSignal.any([signal, timeout]))) {
          if (event.kind === "usage") {
            const { kind: _, ...usage } = event;
            onUsage(usage);
            isCounted = true;
          } else if (event.kind === "text") {
            letters += event.text.length;
          }
          yield event;
        }
      } catch (error) {
        signal.throwIfAborted();
        if (timeout.aborted) throw new ChatError(NOT_IN_TIME, { cause: error });
        throw error;
      } finally {
        if (letters > 0 && !isCounted) {
          onUsage({
            promptTokens: estimatePromptTokens(request),
            completionTokens: tokensOf(letters),
          });
        }
      }
    },
  };
}

/** What a server would count for a request, its shape left out. */
export function estimatePromptTokens({ system, messages }: ChatRequest): number {
  return tokensOf(messages.reduce((sum, { content }) => sum + content.length, system.length));
}

function tokensOf(letters: number): number {
  return Math.ceil(letters / LETTERS_PER_TOKEN);
}
