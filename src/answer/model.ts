import { z } from "zod";
import type { Article } from "../articles/article.ts";
import { ChatError, type ChatModel, type ChatRequest, type TokenUsage } from "../models/chat.ts";
import type { Statement, Withheld } from "./answer.ts";
import { type ModelQuestion, renderQuestion } from "./model-question.ts";
import { createObjectReader } from "./stream-statements.ts";
import { createWhoIsWhoReader, type DraftQuote, verifyDraft } from "./verify.ts";

/** What the model is told, from `prompts/`. */
export interface Prompts {
  readonly answer: string;
  /** Said after a reply that was not JSON. */
  readonly repair: string;
}

/** What a model is asked, and who hears of it. */
export interface AskModelRequest extends ModelQuestion {
  /** The articles of the excerpts, with their text. */
  readonly articles: readonly Article[];
  /** By which days of publication are told: an IANA name. */
  readonly timeZone: string;
  readonly signal: AbortSignal;
  /** Called with each statement as soon as it has passed its checks. */
  readonly onStatement?: (statement: Statement) => void;
}

/** What of its reply holds up, and what does not. */
export interface ModelAnswer {
  readonly statements: readonly Statement[];
  readonly withheld: readonly Withheld[];
  readonly usage?: TokenUsage;
  /** Why the model could not say all that it would have said. */
  readonly notice?: string;
}

const draftSchema = z.object({ passage: z.int(), quote: z.string(), say: z.string() });
type ModelDraft = z.infer<typeof draftSchema>;
const replySchema = z.object({ statements: z.array(draftSchema) });

/** A model that goes on and on is cut off: no answer needs more drafts than this. */
const MAX_DRAFTS = 12;

/** A reply of more letters than this is not an answer of five statements. */
const MAX_REPLY_CHARS = 40_000;

/**
 * Lets the model answer from the excerpts, and checks each statement while the reply streams in. Rejects with a
 * `ChatError` when there is no usable reply (after one repair attempt), and with the signal's reason on abort.
 */
export async function askModel(
  { chat, prompts }: { readonly chat: ChatModel; readonly prompts: Prompts },
  request: AskModelRequest,
): Promise<ModelAnswer> {
  const first = { role: "user", content: renderQuestion(request) } as const;
  const chatRequest = {
    system: prompts.answer,
    messages: [first],
    schema: replySchema,
    schemaName: "answer",
  };
  const reply = await readReply(chat, chatRequest, request);
  if (reply.isUsable) return reply;

  const repaired = await readReply(
    chat,
    {
      ...chatRequest,
      messages: [
        first,
        { role: "assistant", content: reply.text },
        { role: "user", content: prompts.repair },
      ],
    },
    request,
  );
  if (!repaired.isUsable) throw new ChatError("the model's reply could not be read");
  return { ...repaired, ...addUsage(reply, repaired) };
}

interface Reply extends ModelAnswer {
  readonly text: string;
  readonly isUsable: boolean;
}

async function readReply(
  chat: ChatModel,
  chatRequest: ChatRequest,
  request: AskModelRequest,
): Promise<Reply> {
  const readObjects = createObjectReader();
  const statements: Statement[] = [];
  const withheld: Withheld[] = [];
  let drafts = 0;
  let text = "";
  let usage: ModelAnswer["usage"];
  let notice: string | undefined;

  const seen = new Set<string>();
  const readWho = createWhoIsWhoReader();
  const take = ({ passage, quote, say }: ModelDraft) => {
    drafts += 1;
    const key = `${passage} ${quote}`;
    if (seen.has(key)) return;
    seen.add(key);
    const verdict = verifyDraft(
      { say, quotes: quoteOf(request, passage, quote) },
      { readWho, timeZone: request.timeZone },
    );
    if (verdict.kind === "withheld") {
      withheld.push(verdict.withheld);
    } else if (!statements.some((other) => isSame(other, verdict.statement))) {
      statements.push(verdict.statement);
      request.onStatement?.(verdict.statement);
    }
  };

  for await (const event of chat.stream(chatRequest, request.signal)) {
    if (event.kind === "usage") {
      const { kind: _, ...counted } = event;
      usage = counted;
      continue;
    }
    if (event.kind === "cut-off") {
      notice = event.reason;
      continue;
    }
    text += event.text;
    for (const object of readObjects(event.text)) {
      const draft = parseDraft(object);
      if (draft && drafts < MAX_DRAFTS) take(draft);
    }
    if (drafts >= MAX_DRAFTS || text.length > MAX_REPLY_CHARS) break;
  }
  const isUsable = drafts > 0 || saysNothing(text);
  if (notice !== undefined && !isUsable) throw new ChatError(notice);
  return {
    text,
    isUsable,
    statements,
    withheld,
    ...(usage ? { usage } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}

/** None where there is no such passage. */
function quoteOf({ excerpts, articles }: AskModelRequest, passage: number, quote: string): DraftQuote[] {
  const hit = excerpts[passage - 1]?.hit;
  const article = hit && articles.find(({ id }) => id === hit.article.id);
  return hit && article ? [{ quote, hit, article }] : [];
}

/** Whether two statements say the same, or stand at the same place of one article in the source's words. */
function isSame(a: Statement, b: Statement): boolean {
  if (a.text === b.text) return true;
  if (a.wording !== "source" || b.wording !== "source") return false;
  return a.receipts.some((one) =>
    b.receipts.some(
      (other) => one.article.id === other.article.id && one.start < other.end && other.start < one.end,
    ),
  );
}

function parseDraft(object: string): ModelDraft | undefined {
  try {
    return draftSchema.safeParse(JSON.parse(object)).data;
  } catch {
    return undefined;
  }
}

/** Whether a reply is the honest empty answer, also inside a code fence. */
function saysNothing(text: string): boolean {
  try {
    const object = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
    return replySchema.safeParse(JSON.parse(object)).data?.statements.length === 0;
  } catch {
    return false;
  }
}

function addUsage(a: ModelAnswer, b: ModelAnswer): Pick<ModelAnswer, "usage"> {
  if (!a.usage || !b.usage) return {};
  const { cachedTokens: before, ...first } = a.usage;
  const { cachedTokens: after, ...second } = b.usage;
  const isCacheKnown = before !== undefined || after !== undefined;
  return {
    usage: {
      promptTokens: first.promptTokens + second.promptTokens,
      completionTokens: first.completionTokens + second.completionTokens,
      ...(isCacheKnown ? { cachedTokens: (before ?? 0) + (after ?? 0) } : {}),
    },
  };
}
