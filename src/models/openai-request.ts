import { APIError } from "openai";
import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { z } from "zod";
import type { ChatRequest } from "./chat.ts";
import { ReplyFailure } from "./openai-reply.ts";

/** What a server understands, as far as its replies have shown. */
export interface ServerAbilities {
  /** How the shape is asked for: as a JSON schema, as "some JSON object", or only in words. */
  readonly format: "json_schema" | "json_object" | "words";
  readonly usage: boolean;
  /** Without it, the rules stand at the beginning of the user's message. */
  readonly systemRole: boolean;
  readonly streaming: boolean;
}

/** What is tried first. */
export const ALL_ABILITIES: ServerAbilities = {
  format: "json_schema",
  usage: true,
  systemRole: true,
  streaming: true,
};

const USAGE_REFUSED = /stream_options|include_usage/i;
const FORMAT_REFUSED = /response_format|json_schema|json_object|json.mode|schema|structured|grammar|guided/i;
/** Also what the templates of Mistral and Gemma say. */
const SYSTEM_REFUSED =
  /\bsystem\b['"`]?.{0,40}\b(?:role|message|prompt|instruction)|\b(?:role|message|instruction)s?\b.{0,60}\bsystem\b|only user(?:,| and) assistant|roles must alternate|developer instruction/i;
const STREAMING_REFUSED =
  /\bstream(?:ing|ed)?\b.{0,60}\b(?:not|unsupported|only|false|disabled)\b|(?:\bnot|n't|\bcannot)\b.{0,40}\bstream/i;

/** The ability that a refusal names. */
function findRefused(words: string): keyof ServerAbilities | undefined {
  if (USAGE_REFUSED.test(words)) return "usage";
  if (FORMAT_REFUSED.test(words)) return "format";
  if (SYSTEM_REFUSED.test(words)) return "systemRole";
  return STREAMING_REFUSED.test(words) ? "streaming" : undefined;
}

/** Whether a server that says this has to be asked in another way, not once more. */
export function namesAbility(words: string): boolean {
  return findRefused(words) !== undefined;
}

/** With 500, servers report what their templates and grammars can't take; with 501, what they don't do. */
const REFUSES: readonly (number | undefined)[] = [400, 415, 422, 500, 501];

/** Fewer abilities to try when the server named one of them in its refusal; undefined when it did not. */
export function findFewerAbilities(error: unknown, abilities: ServerAbilities): ServerAbilities | undefined {
  const words = findWords(error);
  if (words === undefined) return undefined;
  switch (findRefused(words)) {
    case "usage":
      return abilities.usage ? { ...abilities, usage: false } : undefined;
    case "format":
      if (abilities.format === "words") return undefined;
      return { ...abilities, format: abilities.format === "json_schema" ? "json_object" : "words" };
    case "systemRole":
      return abilities.systemRole ? { ...abilities, systemRole: false } : undefined;
    case "streaming":
      return abilities.streaming ? { ...abilities, streaming: false } : undefined;
    default:
      return undefined;
  }
}

function findWords(error: unknown): string | undefined {
  if (error instanceof ReplyFailure) return error.message;
  if (!(error instanceof APIError) || !REFUSES.includes(error.status)) return undefined;
  return `${error.message} ${error.param ?? ""}`;
}

/** What an operator has to know of a server that can do less, one line for each ability. */
export function describeAbilities({ format, usage, systemRole, streaming }: ServerAbilities): string[] {
  const lines = [
    format === "json_object" && "the JSON schema: asked without it, for any JSON object",
    format === "words" && "the JSON schema and any other response_format: asked in words",
    !usage && "to count tokens (stream_options): they are estimated",
    !systemRole && "the system role: the rules are sent in the user's message",
    !streaming && "to stream: an answer appears when it is whole",
  ];
  return lines.flatMap((line) => (line ? `the model's server refuses ${line}` : []));
}

/** The request's body, for a server of these abilities. */
export function toRequestBody(
  model: string,
  request: ChatRequest,
  { format, usage, systemRole, streaming }: ServerAbilities,
): ChatCompletionCreateParams {
  const schema = z.toJSONSchema(request.schema);
  const inWords = `\n\nReply with one JSON object and nothing else. It must fit this JSON schema:\n${JSON.stringify(schema)}`;
  const system = format === "json_schema" ? request.system : request.system + inWords;
  return {
    model,
    messages: toMessages(system, request.messages, systemRole),
    ...(streaming ? { stream: true } : { stream: false }),
    ...(streaming && usage ? { stream_options: { include_usage: true } } : {}),
    ...(format === "json_schema"
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: request.schemaName, schema, strict: true },
          },
        }
      : {}),
    ...(format === "json_object" ? { response_format: { type: "json_object" } } : {}),
  };
}

function toMessages(
  system: string,
  turns: ChatRequest["messages"],
  hasSystemRole: boolean,
): ChatCompletionCreateParams["messages"] {
  const messages = turns.map(({ role, content }) => ({ role, content }));
  if (hasSystemRole) return [{ role: "system", content: system }, ...messages];
  const [first, ...others] = messages;
  return [{ role: "user", content: `${system}\n\n${first?.content ?? ""}` }, ...others];
}
