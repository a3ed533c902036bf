import { afterAll } from "vitest";
import { findNumber } from "../../eval/obedient-model.ts";
import { type AnswerRequest, answerQuestion } from "../../src/answer/answer-question.ts";
import type { Article } from "../../src/articles/article.ts";
import { createOpenAiChat } from "../../src/models/openai-chat.ts";
import { expectReceipts } from "../support/expect-receipts.ts";
import { createFilledStore, createNewsroom, newsroomOver } from "../support/newsroom.ts";
import { type Behaviour, createOpenAiServer, type RecordedRequest } from "../support/openai-server.ts";

export const QUESTION = "What did the Omani minister say about the talks in Geneva?";

export const ARTICLES: readonly Partial<Article>[] = [
  {
    id: "wire/harbour",
    outlet: "The Harbour Post",
    title: "Talks end in Geneva",
    body: "🕊️ Omani minister Badr Albusaidi said that 40 delegates made “significant progress” in the talks in Geneva.",
  },
  {
    id: "wire/lantern",
    outlet: "The Lantern",
    title: "Experts head for Vienna",
    body: "The Omani minister said that experts would meet in Vienna after the talks in Geneva.",
  },
];

/** Limits that a test can wait for, and that a busy machine can keep. */
const SHORT_LIMITS = { tryMs: 1000, openMs: 2000, stallMs: 1000 };

const shared = createFilledStore({ articles: ARTICLES });
afterAll(async () => (await shared).close());

export interface AskOptions extends Partial<AnswerRequest> {
  /** Instead of those that all tests share. */
  readonly articles?: readonly Partial<Article>[];
  readonly timeZone?: string;
}

/** Asks a model that behaves as given, over HTTP. Whatever it did, the answer's receipts hold. */
export async function askOver(chat: Behaviour, { articles, timeZone = "UTC", ...options }: AskOptions = {}) {
  await using server = await createOpenAiServer({ chat });
  const endpoint = { baseURL: server.baseURL, apiKey: "sk-test" };
  const model = createOpenAiChat({ endpoint, model: "test-model", limits: SHORT_LIMITS });
  const newsroom = articles
    ? await createNewsroom({ articles, chat: model })
    : newsroomOver((await shared).view(), { chat: model });
  const request = { question: QUESTION, signal: new AbortController().signal, ...options };
  const answer = await answerQuestion({ ...newsroom, timeZone }, request);
  await expectReceipts(answer, newsroom.store);
  return { answer, requests: server.requests };
}

/** The number under which the prompt shows the passage that holds a text. */
export function numberOf(request: RecordedRequest, text: string): number {
  return findNumber(promptOf(request), text);
}

/** What the model was asked first. */
export function promptOf(request: RecordedRequest | undefined): string {
  return request?.body.messages.find(({ role }) => role === "user")?.content ?? "";
}

/** A reply that quotes the passage which holds each quote, or passage 1 where none does. */
export function quoting(...drafts: readonly (readonly [text: string, quote: string])[]) {
  return (request: RecordedRequest) =>
    JSON.stringify({
      statements: drafts.map(([say, quote]) => ({
        passage: quote !== "" && promptOf(request).includes(quote) ? numberOf(request, quote) : 1,
        quote,
        say,
      })),
    });
}
