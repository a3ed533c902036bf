import type { z } from "zod";

/** A language model that writes JSON of a given shape. */
export interface ChatModel {
  /** As the provider names it: shown beside an answer. */
  readonly name: string;
  /**
   * Streams the reply as it is written: its JSON alone, not yet parsed, without the reasoning and the words that a model
   * puts around it. Rejects with a `ChatError` when the provider refuses or fails before there is any text, and with the
   * signal's reason when it aborts.
   */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>;
}

export interface ChatRequest {
  readonly system: string;
  /** The turns after the system's, the first and the last from the user. */
  readonly messages: readonly { readonly role: "user" | "assistant"; readonly content: string }[];
  /** The shape of the reply: sent as a JSON schema where the server takes one, else asked for in words. */
  readonly schema: z.ZodType;
  readonly schemaName: string;
}

export type ChatEvent =
  | { readonly kind: "text"; readonly text: string }
  | ({ readonly kind: "usage" } & TokenUsage)
  /** The reply ended before it was whole: what came until then holds. `reason` is fit for an answer. */
  | { readonly kind: "cut-off"; readonly reason: string };

/** What a reply has cost. */
export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Those of the prompt that the server had read before, and charges less for; absent where it does not say. */
  readonly cachedTokens?: number;
}

/** Why a model gave no reply, in words that can stand in an answer: "the model's time was up". */
export class ChatError extends Error {
  override readonly name = "ChatError";
}
