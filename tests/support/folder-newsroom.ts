import type { Article } from "../../src/articles/article.ts";
import { splitPassages } from "../../src/articles/split.ts";
import { readArticleFile } from "../../src/formats/read-file.ts";
import { createFolderSource } from "../../src/sources/folder.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { changes, source } from "./article.ts";
import { NOW } from "./newsroom.ts";

/** A store in memory with the articles of a folder, found by their words alone. */
export async function createFolderStore(folder: string): Promise<Store> {
  const folderSource = createFolderSource({ id: "seeds", folder, now: () => NOW, readFile: readArticleFile });
  const { articles } = await folderSource.read({});
  const store = await createSqliteStore({ file: ":memory:" });
  const put = articles.map((article: Article) => ({
    article,
    version: "1",
    passages: splitPassages(article),
    vectors: [],
    embedder: undefined,
  }));
  await store.putSource(source({ id: "seeds" }));
  await store.apply(changes({ sourceId: "seeds", put }));
  return store;
}
