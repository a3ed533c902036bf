import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { ZodError } from "zod";
import { TooLargeError } from "./capped-fetch.ts";
import { ChatError } from "./chat.ts";
import { type OpenAiOptions, redactError } from "./openai-client.ts";
import { ReplyFailure } from "./openai-reply.ts";

/** The reason that a reader sees when a time limit was reached. */
export const NOT_IN_TIME = "the model did not answer in time";

/** Turns what the library threw into one plain line, with the redacted particulars as its cause. */
export function toChatError(error: unknown, endpoint: OpenAiOptions): ChatError {
  if (error instanceof ChatError) return error;
  return new ChatError(describe(error), { cause: redactError(error, endpoint) });
}

function describe(error: unknown): string {
  if (error instanceof APIConnectionTimeoutError) return NOT_IN_TIME;
  if (error instanceof APIConnectionError) return "the model could not be reached";
  if (error instanceof APIError) return describeStatus(error);
  if (error instanceof ReplyFailure) return "the model failed in the middle of its reply";
  if (error instanceof TooLargeError) return "the model's reply was too large";
  if (error instanceof SyntaxError || error instanceof ZodError) return "the model's reply could not be read";
  return "the model's reply was cut off";
}

function describeStatus({ status, code }: APIError): string {
  if (status === 401 || status === 403) return `the model's key was refused (${status})`;
  if (status === 404) return "the model was not found (404)";
  if (status === 408) return NOT_IN_TIME;
  if (status === 429 && code === "insufficient_quota") return "the model's budget is spent (429)";
  if (status === 429) return "the model is busy (429)";
  if (status !== undefined && status >= 500) return `the model's server failed (${status})`;
  return `the model's server refused the request (${status})`;
}
