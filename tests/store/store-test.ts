import { test as base } from "vitest";
import type { ArticleFilter, Hit, Store } from "../../src/store/store.ts";
import { indexed, source } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";

/** Every article passes it. */
export const EVERYTHING: ArticleFilter = {};

export type StoreTest = ReturnType<typeof createStoreTest>;

/** A `test` whose tests each get a new store with the empty sources `wire` and `feed`, closed when they are over. */
export function createStoreTest(createStore: () => Promise<Store>) {
  return base
    .extend("createStore", () => createStore)
    .extend("store", async ({ createStore }, { onCleanup }) => {
      const store = await createStore();
      for (const id of ["wire", "feed"]) await store.putSource(source({ id }));
      onCleanup(() => store.close());
      return store;
    });
}

/** An article with the vectors of the fake embedder, under the name "fake". */
export function withVectors(fields: Parameters<typeof indexed>[0]) {
  const { passages, ...rest } = indexed(fields);
  return { ...rest, passages, vectors: passages.map(({ text }) => embedText(text)), embedder: "fake" };
}

/** The best ten passages with any of the words. */
export function findWords(store: Store, ...terms: string[]): Promise<Hit[]> {
  return store.view().searchText({ terms, filter: EVERYTHING, limit: 10 });
}

/** The ten passages nearest to the text. */
export function findMeaning(store: Store, text: string): Promise<Hit[]> {
  return store
    .view()
    .searchVectors({ vector: embedText(text), embedder: "fake", filter: EVERYTHING, limit: 10 });
}

/** What the hits say. */
export function textsOf(hits: readonly Hit[]): string[] {
  return hits.map((hit) => hit.passage.text);
}
