import { randomBytes } from "node:crypto";
import { z } from "zod";
import { blankOrders } from "../articles/orders.ts";
import { ChatError, type ChatModel, type ChatRequest } from "../models/chat.ts";
import type { Hit } from "../store/store.ts";
import type { Statement, Withheld } from "./answer.ts";
import type { Earlier } from "./earlier.ts";
import { createObjectReader } from "./stream-statements.ts";
import { type Draft, verifyDraft } from "./verify.ts";

/** What the model is told, from `prompts/`. */
export interface Prompts {
  readonly answer: string;
  /** Said after a reply that was not JSON. */
  readonly repair: string;
}

export interface AskModelRequest {
  readonly question: string;
  readonly earlier?: Earlier | undefined;
  readonly hits: readonly Hit[];
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Called with each statement as soon as it has passed its checks. */
  readonly onStatement?: (statement: Statement) => void;
}

export interface ModelAnswer {
  readonly statements: readonly Statement[];
  readonly withheld: readonly Withheld[];
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number };
}

const draftSchema = z.object({
  text: z.string(),
  receipts: z.array(z.object({ passage: z.int(), quote: z.string() })),
});
const replySchema = z.object({ statements: z.array(draftSchema) });

/** A model that goes on and on is cut off: no answer needs more drafts than this. */
const MAX_DRAFTS = 12;

/** A reply of more letters than this is not an answer of five statements. */
const MAX_REPLY_CHARS = 40_000;

/**
 * Lets the model answer from the hits, and checks each statement while the reply streams in. Rejects with a
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

  const take = (draft: Draft) => {
    drafts += 1;
    const verdict = verifyDraft(draft, request.hits);
    if (verdict.kind === "withheld") {
      withheld.push(verdict.withheld);
    } else {
      statements.push(verdict.statement);
      request.onStatement?.(verdict.statement);
    }
  };

  for await (const event of chat.stream(chatRequest, request.signal)) {
    if (event.kind === "usage") {
      usage = { promptTokens: event.promptTokens, completionTokens: event.completionTokens };
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
  return { text, isUsable, statements, withheld, ...(usage ? { usage } : {}) };
}

function parseDraft(object: string): Draft | undefined {
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
  return {
    usage: {
      promptTokens: a.usage.promptTokens + b.usage.promptTokens,
      completionTokens: a.usage.completionTokens + b.usage.completionTokens,
    },
  };
}

/** Passages stand between marks that their authors can't foresee, so that none can end its own quotation. */
function renderQuestion({ question, earlier, hits, now }: AskModelRequest): string {
  const secret = randomBytes(6).toString("hex");
  const mark = `passage-${secret}`;
  const passages = hits.map(({ passage, article }, index) => {
    const date = article.publishedAt?.slice(0, 10) ?? "no date";
    const about = [article.outlet, date, article.title].map((part) => part.replace(/\s+/g, " ")).join(" | ");
    return visible(`<${mark} number="${index + 1}">\n${about}\n\n${quotable(passage.text)}\n</${mark}>`);
  });
  const before = earlier ? `${renderEarlier(earlier, `earlier-${secret}`)}\n\n` : "";
  return `${passages.join("\n\n")}\n\n${before}Today is ${now.toISOString().slice(0, 10)}.\nQuestion: ${question}`;
}

/** Without the orders to a machine that stand in a passage: the less it reads of them, the less there is to withhold. */
function quotable(text: string): string {
  return blankOrders(text).replace(/ {2,}/g, " ");
}

/**
 * Without the letters that no reader sees and a model does (zero width, direction overrides, tags): what stands in
 * them was hidden from people. A quote over such a place is not found afterwards, and its statement withheld.
 */
function visible(text: string): string {
  return text.replace(/[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu, "");
}

function renderEarlier({ question, answer }: Earlier, mark: string): string {
  const lines = [`Question: ${question}`, ...answer.map((statement) => `- ${statement}`)];
  return `<${mark}>\n${lines.join("\n")}\n</${mark}>`;
}
