import type { Article } from "../../src/articles/article.ts";
import { splitPassages } from "../../src/articles/split.ts";
import { createFolderSource } from "../../src/sources/folder.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { NOW } from "./newsroom.ts";

/** A store in memory with the articles of a folder, found by their words alone. */
export async function createFolderStore(folder: string): Promise<Store> {
  const source = createFolderSource({ id: "seeds", folder, now: () => NOW });
  const { articles } = await source.read();
  const store = await createSqliteStore({ file: ":memory:" });
  const put = articles.map((article: Article) => ({
    article,
    version: "1",
    passages: splitPassages(article),
    vectors: [],
    embedder: undefined,
  }));
  await store.apply({ sourceId: "seeds", put, remove: [], fingerprint: "1", readAt: NOW.toISOString() });
  return store;
}
