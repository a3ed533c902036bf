import { APIError } from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { z } from "zod";
import type { ChatRequest } from "./chat.ts";

/** What a server understands, as far as its replies have shown. */
export interface ServerAbilities {
  /** How the shape is asked for: as a JSON schema, as "some JSON object", or only in the system message. */
  readonly format: "json_schema" | "json_object" | "words";
  readonly usage: boolean;
}

/** What is tried first. */
export const ALL_ABILITIES: ServerAbilities = { format: "json_schema", usage: true };

const REFUSES_PARAMETER: readonly (number | undefined)[] = [400, 422];

/** Fewer abilities to try when the server named one of them in its refusal; undefined when it did not. */
export function findFewerAbilities(error: unknown, abilities: ServerAbilities): ServerAbilities | undefined {
  if (!(error instanceof APIError) || !REFUSES_PARAMETER.includes(error.status)) return undefined;
  const refusal = `${error.message} ${error.param ?? ""}`;
  if (abilities.usage && /stream_options|include_usage/i.test(refusal)) return { ...abilities, usage: false };
  if (!/response_format|json_schema|json_object|schema|structured/i.test(refusal)) return undefined;
  if (abilities.format === "json_schema") return { ...abilities, format: "json_object" };
  if (abilities.format === "json_object") return { ...abilities, format: "words" };
  return undefined;
}

/** The request's body, for a server of these abilities. */
export function toRequestBody(
  model: string,
  { system, messages, schema, schemaName }: ChatRequest,
  { format, usage }: ServerAbilities,
): ChatCompletionCreateParamsStreaming {
  const jsonSchema = z.toJSONSchema(schema);
  const inWords = `${system}\n\nReply with one JSON object and nothing else. It must fit this JSON schema:\n${JSON.stringify(jsonSchema)}`;
  return {
    model,
    messages: [
      { role: "system", content: format === "json_schema" ? system : inWords },
      ...messages.map(({ role, content }) => ({ role, content })),
    ],
    stream: true,
    ...(usage ? { stream_options: { include_usage: true } } : {}),
    ...(format === "json_schema"
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: schemaName, schema: jsonSchema, strict: true },
          },
        }
      : {}),
    ...(format === "json_object" ? { response_format: { type: "json_object" } } : {}),
  };
}
