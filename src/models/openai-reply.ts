import { z } from "zod";
import { ChatError, type ChatEvent } from "./chat.ts";

/** Only what is read of a chunk: https://platform.openai.com/docs/api-reference/chat-streaming */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.int(),
      completion_tokens: z.int(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nullish() }).nullish(),
    })
    .nullish(),
});

/** What has come of a streamed reply so far. */
export interface ReplyReader {
  /** The text of one chunk, often empty. Throws when it is no chunk. */
  readText(chunk: unknown): string;
  /** The tokens that the server counted, where it says so. */
  findUsage(): ChatEvent | undefined;
  /** Throws a `ChatError` unless the reply came whole. */
  assertWhole(): void;
}

/** Reads the chunks of one reply. A role is not asked for, since some servers leave it out. */
export function createReplyReader(): ReplyReader {
  let hasChunk = false;
  let hasText = false;
  let isRefused = false;
  let finishReason: string | undefined;
  let usage: ChatEvent | undefined;

  return {
    readText(value) {
      const chunk = chunkSchema.parse(value);
      hasChunk = true;
      if (chunk.usage) {
        const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = chunk.usage;
        const cachedTokens = chunk.usage.prompt_tokens_details?.cached_tokens ?? undefined;
        usage = {
          kind: "usage",
          promptTokens,
          completionTokens,
          ...(cachedTokens === undefined ? {} : { cachedTokens }),
        };
      }
      const choice = chunk.choices?.[0];
      finishReason = choice?.finish_reason ?? finishReason;
      isRefused ||= Boolean(choice?.delta?.refusal);
      const text = choice?.delta?.content ?? "";
      hasText ||= text.trim() !== "";
      return text;
    },
    findUsage: () => usage,
    assertWhole() {
      if (!hasChunk) throw new ChatError("the model's reply could not be read");
      if (isRefused) throw new ChatError("the model refused");
      if (finishReason === "content_filter") throw new ChatError("the model's reply was stopped by a filter");
      if (finishReason === undefined || finishReason === "length") {
        throw new ChatError("the model's reply was cut off");
      }
      if (!hasText) throw new ChatError("the model's reply was empty");
    },
  };
}
