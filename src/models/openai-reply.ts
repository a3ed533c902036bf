import { z } from "zod";
import { ChatError, type TokenUsage } from "./chat.ts";
import { createReplyText } from "./reply-text.ts";
import { parseTokenUsage } from "./token-counts.ts";

const partSchema = z.object({ type: z.literal("text").optional(), text: z.string() });

/** A text, or a list of parts of which those with text count: others hold reasoning. */
const contentSchema = z
  .union([
    z.string(),
    z
      .array(z.unknown().optional())
      .transform((parts) => parts.map((part) => partSchema.safeParse(part).data?.text ?? "").join("")),
  ])
  .nullish();

const messageSchema = z.object({ content: contentSchema, refusal: z.unknown().optional() }).nullish();

/**
 * Only what is read of a chunk: https://platform.openai.com/docs/api-reference/chat-streaming. A reply that is not
 * streamed has a `message` where a chunk has a `delta`. Reasoning stands in fields of its own, which are not read.
 */
const chunkSchema = z.object({
  choices: z
    .array(z.object({ delta: messageSchema, message: messageSchema, finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** A failure that a server tells of in a reply that had begun well. */
export class ReplyFailure extends Error {
  override readonly name = "ReplyFailure";
}

/** What has come of a reply so far. */
export interface ReplyReader {
  /** What of a chunk is the reply's text, often nothing. Throws when it is no chunk, or tells of a failure. */
  read(chunk: unknown): string;
  /** The text that was held back to the end of the reply. */
  takeRest(): string;
  /** Why the reply is not whole, if it isn't: `failure` where reading it failed. */
  findProblem(failure: unknown): unknown;
  /** Whether what came can be used although the reply is not whole. */
  isUsable(): boolean;
  /** The server's counts, `"unbelievable"` when they can't be right, and undefined where it does not count. */
  findUsage(): TokenUsage | "unbelievable" | undefined;
}

/** Reads the chunks of one reply that is to be JSON with these keys. */
export function createReplyReader(keys: readonly string[]): ReplyReader {
  const text = createReplyText(keys);
  let hasChunk = false;
  let hasText = false;
  let isRefused = false;
  let finishReason: string | undefined;
  let usage: ReturnType<ReplyReader["findUsage"]>;

  const note = (piece: string): string => {
    hasText ||= piece.trim() !== "";
    return piece;
  };
  const isStopped = () => isRefused || finishReason === "content_filter";

  return {
    read(value) {
      const chunk = chunkSchema.parse(value);
      if (chunk.error) throw new ReplyFailure(JSON.stringify(chunk.error));
      hasChunk = true;
      if (chunk.usage) usage = parseTokenUsage(chunk.usage) ?? "unbelievable";
      const choice = chunk.choices?.[0];
      const message = choice?.delta ?? choice?.message;
      finishReason = choice?.finish_reason ?? finishReason;
      isRefused ||= Boolean(message?.refusal);
      return note(text.read(message?.content ?? ""));
    },
    takeRest: () => note(text.end()),
    findProblem(failure) {
      if (isRefused) return new ChatError("the model refused");
      if (isStopped()) return new ChatError("the model's reply was stopped by a filter");
      if (text.isComplete()) return undefined;
      if (failure !== undefined) return failure;
      if (!hasChunk) return new ChatError("the model's reply could not be read");
      if (finishReason === "length") return new ChatError("the model's reply was cut off at its token limit");
      if (finishReason === undefined) return new ChatError("the model's reply was cut off");
      return hasText ? undefined : new ChatError("the model's reply was empty");
    },
    isUsable: () => hasText && !isStopped(),
    findUsage: () => usage,
  };
}
