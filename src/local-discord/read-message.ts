import { MessageFlags } from "discord-api-types/v10";
import type { $ZodType } from "zod/v4/core";
import { findMessageProblems, isEmpty, overwhelmsDiscord } from "./message-rules.ts";
import {
  type Attachment,
  applyPayload,
  EMPTY_BODY,
  isComponentsV2,
  isEphemeral,
  isLoading,
  type MessageBody,
} from "./messages.ts";
import { type MessagePayload, messagePayloadSchema } from "./payloads.ts";
import { findSchemaProblems, type Problem } from "./problems.ts";
import { invalidForm, type RestResult, refused } from "./rest-result.ts";

/** A payload that is to become a message, or to change one. */
export interface MessageRequest {
  /** What Discord's OpenAPI file says of `payload`. */
  readonly schema: $ZodType;
  readonly payload: unknown;
  /** Where the message stands in `payload`: in an interaction callback under `data`. */
  readonly path?: readonly string[];
  readonly files: readonly Attachment[];
  /** The message that is edited. */
  readonly before?: MessageBody;
  /** Whose rules hold for absent `allowed_mentions`. */
  readonly sender: "interaction" | "message";
}

/** What the message will say, or what Discord answers to a payload that breaks a rule. */
export function readMessage(
  request: MessageRequest,
): { readonly body: MessageBody } | { readonly refusal: RestResult } {
  const { payload, path = [], before } = request;
  const schemaProblems = findSchemaProblems(request.schema, payload);
  if (schemaProblems.length > 0) return { refusal: invalidForm(schemaProblems) };

  const parsed = messagePayloadSchema.parse(path.reduce(fieldOf, payload) ?? {});
  const body = createBody(parsed, request);
  const problems = [...findFlagProblems(parsed, before), ...findMessageProblems(body)].map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
  }));
  if (problems.length > 0) return { refusal: invalidForm(problems) };
  if (isEmpty(body)) return { refusal: emptyMessage };
  if (overwhelmsDiscord(body)) return { refusal: overwhelmed };
  return { body };
}

function createBody(payload: MessagePayload, { before, files, sender }: MessageRequest): MessageBody {
  const isNewEphemeral =
    !before && sender === "interaction" && ((payload.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const start = before ?? { ...EMPTY_BODY, flags: isNewEphemeral ? MessageFlags.Ephemeral : 0 };
  const body = applyPayload(start, payload, sender);
  return { ...body, attachments: [...body.attachments, ...files] };
}

function findFlagProblems({ flags }: MessagePayload, before: MessageBody | undefined): Problem[] {
  if (!before || flags === undefined || flags === null) return [];
  const problems: Problem[] = [];
  if (isComponentsV2(before) && !isComponentsV2({ flags })) {
    const message = "The Components V2 flag cannot be removed from a message";
    problems.push({ path: ["flags"], code: "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", message });
  }
  // Discord ignores this. Here it is refused: a bot that believes the edit made its message private is wrong.
  if (isEphemeral({ flags }) && !isEphemeral(before) && !isLoading({ flags })) {
    const message = "A message cannot become ephemeral";
    problems.push({ path: ["flags"], code: "MESSAGE_CANNOT_BECOME_EPHEMERAL", message });
  }
  return problems;
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(field)
    : undefined;

const emptyMessage: RestResult = {
  ...refused(400, 50006, "Cannot send an empty message"),
  problems: [{ path: [], code: "EMPTY_MESSAGE", message: "Cannot send an empty message" }],
};

const overwhelmed: RestResult = {
  ...refused(500, 0, "500: Internal Server Error"),
  problems: [
    { path: ["components"], code: "TEXT_TOO_MANY_BYTES", message: "Text displays of too many bytes" },
  ],
};
