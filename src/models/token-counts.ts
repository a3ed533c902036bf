import { z } from "zod";
import type { TokenUsage } from "./chat.ts";

/** No model reads or writes this much at once. */
const MAX_TOKENS = 10_000_000;

const count = z.number().nonnegative().max(MAX_TOKENS).transform(Math.ceil);
const usageSchema = z
  .object({
    prompt_tokens: count,
    completion_tokens: count,
    prompt_tokens_details: z
      .object({ cached_tokens: count.nullish().catch(undefined) })
      .nullish()
      .catch(undefined),
  })
  // Something was read and written.
  .refine((usage) => usage.prompt_tokens + usage.completion_tokens > 0);

/**
 * The counts of a server as far as they can be believed: whole numbers from 0, of which fewer were cached than read.
 * Undefined when they can't be, so that the tokens are estimated instead: no miscount gives a budget back.
 */
export function parseTokenUsage(value: unknown): TokenUsage | undefined {
  const usage = usageSchema.safeParse(value).data;
  if (!usage) return undefined;
  const cached = usage.prompt_tokens_details?.cached_tokens ?? undefined;
  return {
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
    ...(cached === undefined ? {} : { cachedTokens: Math.min(cached, usage.prompt_tokens) }),
  };
}
