import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { APPLICATION_ID, MIGRATIONS, PAGE_BYTES } from "../../src/store/schema.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { article, changes, indexed, source } from "../support/article.ts";
import { makeFolder } from "../support/folder.ts";

test("a store of before the newsroom keeps its articles: they are the house's, to be indexed anew", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  writeOldStore(file);
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());

  expect(await store.view("any").findArticles(["seeds/one"])).toEqual([OLD]);
  const [hit] = await store.view().searchText({ terms: ["progress"], filter: {}, limit: 5 });
  expect(hit).toMatchObject({ article: { id: "seeds/one" }, originId: "seeds/one" });
  const nearest = { vector: Float32Array.of(0.6, 0.8), embedder: "old", filter: {}, limit: 5 };
  expect(await store.view().searchVectors(nearest)).toMatchObject([
    { passage: { start: 0 }, article: { id: OLD.id } },
  ]);
  expect(await store.findCounter({ key: "a", now: "1970-01-01T00:00:00.000Z" })).toMatchObject({ value: 7 });
  const readAt = "2026-03-01T08:00:00Z";
  expect(await store.listSources()).toEqual([
    {
      ...source({ id: "seeds" }),
      articles: 1,
      newest: OLD.publishedAt,
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

  await store.apply(changes({ sourceId: "seeds", put: [indexed(OLD, { version: "2" })] }));
  expect(await store.versions("seeds")).toEqual(new Map([["seeds/one", "2"]]));
  expect(await store.view().countTerms(["progress"])).toEqual({ passages: 1, counts: [1] });
});

test("what was taken down before addresses were compared as places stays down, however it is written", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  writeOldStore(file);
  const database = new DatabaseSync(file);
  database.exec(MIGRATIONS[2] ?? "");
  database.exec(`pragma user_version = 3;
    update articles set url = 'http://www.harbour.example/one/#top', domain = 'harbour.example';
    insert into takedowns values ('north', 'https://harbour.example/one');`);
  database.close();
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  expect(await store.listTakedowns("north")).toEqual(["harbour.example/one"]);
  expect(await store.view("north").findArticles(["seeds/one"])).toEqual([]);
  expect(await store.view("south").findArticles(["seeds/one"])).toHaveLength(1);
});

const OLD = article({ id: "seeds/one", sourceId: "seeds" });

/** As the second schema's program would have written it. */
function writeOldStore(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(`pragma page_size = ${PAGE_BYTES}; pragma journal_mode = wal`);
  for (const script of MIGRATIONS.slice(0, 2)) database.exec(script);
  database.exec(`
    pragma application_id = ${APPLICATION_ID}; pragma user_version = 2;
    insert into counters values ('a', 7, 9e12);
    insert into sources values ('seeds', '2026-03-01T08:00:00Z');`);
  const insert = (table: string, row: Record<string, string | number | Uint8Array | null>) => {
    const marks = Object.keys(row).map(() => "?");
    database
      .prepare(`insert into ${table} (${Object.keys(row).join(", ")}) values (${marks.join(", ")})`)
      .run(...Object.values(row));
  };
  const { body, title, outlet } = OLD;
  insert("articles", {
    rowid: 1,
    id: OLD.id,
    source_id: "seeds",
    title,
    outlet,
    outlet_key: outlet.toLowerCase(),
    authors: JSON.stringify(OLD.authors),
    url: OLD.url,
    published_at: OLD.publishedAt,
    published_ms: Date.parse(OLD.publishedAt ?? ""),
    date_from: OLD.dateFrom,
    fetched_at: OLD.fetchedAt,
    version: "1",
    embedder: "old",
  });
  insert("vectors", { article: 1, dimensions: 2, vectors: new Uint8Array(Float32Array.of(0, 1).buffer) });
  insert("bodies", { article: 1, body });
  insert("article_words", { rowid: 1, body });
  insert("passages", { rowid: 1, article: 1, position: 0, start: 0, end: body.length });
  insert("passage_words", { rowid: 1, title, outlet, date: "", text: body });
  database.close();
}
