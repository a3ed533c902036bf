import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { splitPassages } from "../../src/articles/split.ts";
import { readArticleFile } from "../../src/formats/read-file.ts";
import { createFolderSource } from "../../src/sources/folder.ts";
import { createPostgresStore } from "../../src/store/postgres.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { changes, source } from "../support/article.ts";
import { createFakeEmbedder, embedText } from "../support/fake-embedder.ts";
import { makeFolder } from "../support/folder.ts";
import { NOW } from "../support/newsroom.ts";
import { withVectors } from "./store-test.ts";
import { entry, fill, NOON, ofNorth } from "./two-servers.ts";

/** A file of this project. */
export const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** After everything that an installation was told. */
export const LATER = "2026-03-01T13:00:00.000Z";

/** What two servers and the house have, with everything that is kept beside it. */
export async function makeInstallation(): Promise<string> {
  const from = join(await makeFolder(), "news.sqlite");
  const store = await createSqliteStore({ file: from });
  for (const id of ["wire", "feed"]) await store.putSource(source({ id }));
  await store.putSource(source({ id: "gone", guildId: "west" }), { ...entry("add"), guildId: "west" });
  await fill(store);
  const odd = "Zero \0, half a pair \ud83d, and a dove 🕊️ on the ferry. ".repeat(20);
  await store.apply(
    changes({ put: [withVectors({ id: "wire/two", body: odd, publishedAt: null, dateFrom: null })] }),
  );
  await store.apply(changes({ sourceId: "north-feed", put: [ofNorth] }));
  for (const guildId of ["north", null]) {
    await store.takeDown({ guildId, target: `${guildId}.example/one` }, entry("takedown"));
  }
  await store.removeSource("gone");
  await store.noteServers({ present: ["north", "south"], now: NOON });
  await store.addToCounter({ key: "turns", now: NOON, amount: 3, until: LATER });
  await store.keepText({ key: "button", text: "what was asked", now: NOON, until: LATER });
  await store.dropTexts({ fetchedBefore: "2026-03-01T08:00:01Z", limit: 1 });
  await store.close();
  return from;
}

/** The articles of the samples and of the evaluation, with vectors of the fake embedder. */
export async function makeNewsroom(): Promise<string> {
  const from = join(await makeFolder(), "news.sqlite");
  const store = await createSqliteStore({ file: from });
  for (const [id, folder] of [
    ["seeds", "seeds"],
    ["frozen", "eval/frozen"],
  ] as const) {
    const reading = createFolderSource({
      id,
      folder: root(folder),
      now: () => NOW,
      readFile: readArticleFile,
    });
    const { articles } = await reading.read({});
    const put = articles.map((one) => {
      const passages = splitPassages(one);
      const vectors = passages.map(({ text }) => embedText(text));
      return { article: one, version: "1", passages, vectors, embedder: EMBEDDER.fingerprint };
    });
    await store.putSource(source({ id }));
    await store.apply(changes({ sourceId: id, put }));
  }
  await store.close();
  return from;
}

/** Whose vectors they are. */
export const EMBEDDER = createFakeEmbedder();

/** A store in a file, closed when the test is over. */
export async function open(file: string): Promise<Store> {
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  return store;
}

/** A store in PostgreSQL, closed when the test is over. */
export async function openPostgres(url: string): Promise<Store> {
  const store = await createPostgresStore({ url, hasVectors: true, maxConnections: 5 });
  onTestFinished(() => store.close());
  return store;
}
