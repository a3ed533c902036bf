import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "../../../src/store/sqlite.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { makeFolder } from "../../support/folder.ts";
import { OLD_ARTICLE, OLD_READ_AT, writeOldStore } from "../../support/old-store.ts";

test("a store of before the newsroom keeps its articles: they are the house's, to be indexed anew", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  writeOldStore(file, 2);
  change(file, "insert into counters values ('a', 7, 9e12)");
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());

  expect(await store.view("any").findArticles(["seeds/one"])).toEqual([OLD_ARTICLE]);
  const [hit] = await store.view().searchText({ terms: ["progress"], filter: {}, limit: 5 });
  expect(hit).toMatchObject({ article: { id: "seeds/one" }, originId: "seeds/one" });
  const nearest = { vector: Float32Array.of(0.6, 0.8), embedder: "old", filter: {}, limit: 5 };
  expect(await store.view().searchVectors(nearest)).toMatchObject([
    { passage: { start: 0 }, article: { id: OLD_ARTICLE.id } },
  ]);
  expect(await store.findCounter({ key: "a", now: "1970-01-01T00:00:00.000Z" })).toMatchObject({ value: 7 });
  const readAt = OLD_READ_AT;
  expect(await store.listSources()).toEqual([
    {
      ...source({ id: "seeds" }),
      articles: 1,
      newest: OLD_ARTICLE.publishedAt,
      triedAt: readAt,
      readAt,
      nextAt: null,
      failures: 0,
      isUnreadable: false,
      lastError: null,
      memory: null,
      fingerprint: null,
    },
  ]);

  await store.apply(changes({ sourceId: "seeds", put: [indexed(OLD_ARTICLE, { version: "2" })] }));
  expect(await store.versions("seeds")).toEqual(new Map([["seeds/one", "2"]]));
  expect(await store.view().countTerms(["progress"])).toEqual({ passages: 1, counts: [1] });
});

test("what was taken down before addresses were compared as places stays down, however it is written", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  writeOldStore(file, 3);
  change(
    file,
    `update articles set url = 'http://www.harbour.example/one/#top', domain = 'harbour.example';
    insert into takedowns values ('north', 'https://harbour.example/one');`,
  );
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  expect(await store.listTakedowns("north")).toEqual(["harbour.example/one"]);
  expect(await store.view("north").findArticles(["seeds/one"])).toEqual([]);
  expect(await store.view("south").findArticles(["seeds/one"])).toHaveLength(1);
});

function change(file: string, script: string): void {
  const database = new DatabaseSync(file);
  database.exec(script);
  database.close();
}
