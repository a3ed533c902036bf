import type { z } from "zod";

/** A language model that writes JSON of a given shape. */
export interface ChatModel {
  /** As the provider names it: shown beside an answer. */
  readonly name: string;
  /**
   * Streams the reply as it is written. Rejects with a `ChatError` when the provider refuses, fails, stalls or
   * cuts the stream off, and with the signal's reason when it aborts. The text is the model's: not yet parsed.
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
  | ({ readonly kind: "usage" } & TokenUsage);

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
