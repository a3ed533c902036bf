import { onTestFinished } from "vitest";
import type { Prompts } from "../../src/answer/model.ts";
import type { Article } from "../../src/articles/article.ts";
import type { ChatModel } from "../../src/models/chat.ts";
import type { Embedder } from "../../src/models/embedder.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store, StoreView } from "../../src/store/store.ts";
import { changes, indexed, source } from "./article.ts";
import { embedText } from "./fake-embedder.ts";

/** The day that the tests' newsrooms live on: a Monday. */
export const NOW = new Date("2026-03-02T15:00:00Z");

/** What a model is told in tests. */
export const PROMPTS: Prompts = { answer: "Answer from the passages.", repair: "Only the JSON, please." };

export interface NewsroomOptions {
  readonly articles?: readonly Partial<Article>[];
  readonly embedder?: Embedder;
  readonly chat?: ChatModel;
}

/** What answers are made from, over a store in memory that holds these articles, closed when the test is over. */
export async function createNewsroom(options: NewsroomOptions) {
  const store = await createFilledStore(options);
  onTestFinished(() => store.close());
  return newsroomOver(store.view(), options);
}

/** What answers are made from, over what a server may read. */
export function newsroomOver(
  store: StoreView,
  { embedder, chat }: Pick<NewsroomOptions, "embedder" | "chat">,
) {
  return {
    store,
    prompts: PROMPTS,
    now: () => NOW,
    ...(embedder ? { embedder } : {}),
    ...(chat ? { chat } : {}),
  };
}

/** A store in memory with these articles, embedded like the fake embedder where there is one. */
export async function createFilledStore({ articles = [], embedder }: NewsroomOptions): Promise<Store> {
  const store = await createSqliteStore({ file: ":memory:" });
  const put = articles.map((fields) => {
    const whole = indexed(fields);
    if (!embedder) return whole;
    const vectors = whole.passages.map(({ text }) => embedText(text));
    return { ...whole, vectors, embedder: embedder.fingerprint };
  });
  await store.putSource(source());
  await store.apply(changes({ put }));
  return store;
}
