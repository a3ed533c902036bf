import { stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { openSqliteDatabase } from "../../../src/store/sqlite/database.ts";
import { createSqliteStore } from "../../../src/store/sqlite.ts";
import type { Store } from "../../../src/store/store.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { startChild } from "../../support/child.ts";
import { makeFolder } from "../../support/folder.ts";

const ARTICLES = 40;

/** Starting a process takes its time on a busy machine. */
vi.setConfig({ testTimeout: 30_000 });

const oldArticles = [
  ...Array.from({ length: ARTICLES }, (_, i) =>
    indexed({ id: `wire/${i}`, body: `Old text ${i} on ferries.` }),
  ),
  indexed({ id: "wire/old", body: "An old text on ferries that the next reload removes." }),
];

test("a reload that is killed, early or late, leaves the old articles whole and searchable", async () => {
  const points = [0, ARTICLES / 2, ARTICLES - 1];
  const files = await Promise.all(points.map(() => makeStoreFile()));
  await Promise.all(files.map((file, i) => killAt(points[i] ?? Number.NaN, file)));
  for (const file of files) {
    expect(checkIntegrity(file)).toEqual(["ok"]);
    const store = await open(file);
    await expectOldArticles(store);
    await store.apply(changes({ put: [indexed()] }));
    expect(await store.view().findArticles(["wire/one"])).toHaveLength(1);
  }
});

test("a reload that is killed after it was acknowledged keeps the new articles whole", async () => {
  const file = await makeStoreFile();
  const child = startChild("paused-apply-child.ts", file, String(ARTICLES), "none");
  expect(await child.nextLine()).toBe("applied");
  expect(await child.kill()).toBe("SIGKILL");
  expect(checkIntegrity(file)).toEqual(["ok"]);
  await expectNewArticles(await open(file));
});

test("questions see the old articles until another process's reload commits, then the new ones", async () => {
  const file = await makeStoreFile();
  const store = await open(file);
  const child = startChild("paused-apply-child.ts", file, String(ARTICLES), String(ARTICLES / 2));
  expect(await child.nextLine()).toBe("paused");
  await expectOldArticles(store);
  child.sendLine();
  expect(await child.nextLine()).toBe("applied");
  await expectNewArticles(store);
});

test("questions are answered while the same store's reload is under way, from one state or the other", async () => {
  const store = await open(await makeStoreFile());
  const put = oldArticles.map(({ article: { id } }) =>
    indexed({ id, body: "New on tariffs." }, { version: "2" }),
  );
  let isApplied = false;
  const applying = store.apply(changes({ put })).then(() => {
    isApplied = true;
  });
  const counts = [];
  while (!isApplied) counts.push((await store.view().countTerms(["ferries", "tariffs"])).counts);
  await applying;
  counts.push((await store.view().countTerms(["ferries", "tariffs"])).counts);
  for (const count of counts)
    expect([
      [ARTICLES + 1, 0],
      [0, ARTICLES + 1],
    ]).toContainEqual(count);
  expect(counts.at(-1)).toEqual([0, ARTICLES + 1]);
});

test("two processes that begin and write one file at the same time lose nothing", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  const reloads = 10;
  const children = ["first", "second"].map((sourceId) =>
    startChild("writer-child.ts", file, sourceId, String(reloads)),
  );
  expect(await Promise.all(children.map((child) => child.nextLine()))).toEqual(["done", "done"]);
  const store = await open(file);
  const sources = await store.listSources();
  expect(sources.map(({ id, articles }) => [id, articles])).toEqual([
    ["first", reloads],
    ["second", reloads],
  ]);
  expect((await store.view().countTerms(["tariffs"])).counts).toEqual([2 * reloads]);
  expect(checkIntegrity(file)).toEqual(["ok"]);
});

async function makeStoreFile(): Promise<string> {
  const file = join(await makeFolder(), "news.sqlite");
  const database = openSqliteDatabase(file, "write");
  database.putSource(source());
  database.apply(changes({ put: oldArticles }));
  database.close();
  return file;
}

async function killAt(point: number, file: string): Promise<void> {
  const child = startChild("paused-apply-child.ts", file, String(ARTICLES), String(point));
  expect(await child.nextLine()).toBe("paused");
  expect(await child.kill()).toBe("SIGKILL");
  const { size } = await stat(`${file}-wal`);
  expect(size > 0, "whether its log had reached the disk").toBe(point > 0);
}

async function open(file: string): Promise<Store> {
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  return store;
}

async function expectOldArticles(store: Store): Promise<void> {
  const versions = new Map(oldArticles.map(({ article: { id } }) => [id, "1"]));
  expect(await store.versions("wire")).toEqual(versions);
  expect((await store.view().countTerms(["ferries", "tariffs"])).counts).toEqual([ARTICLES + 1, 0]);
  expect(await store.view().searchText({ terms: ["removes"], filter: {}, limit: 3 })).toHaveLength(1);
  expect(await store.fingerprint()).toBe("first");
}

async function expectNewArticles(store: Store): Promise<void> {
  const versions = await store.versions("wire");
  expect([versions.size, ...new Set(versions.values())]).toEqual([ARTICLES, "2"]);
  expect((await store.view().countTerms(["ferries"])).counts).toEqual([0]);
  expect(await store.view().searchText({ terms: ["tariffs"], filter: {}, limit: 3 })).toHaveLength(3);
  expect(await store.fingerprint()).toBe("second");
}

function checkIntegrity(file: string): unknown[] {
  const database = new DatabaseSync(file);
  try {
    return database
      .prepare("pragma integrity_check")
      .all()
      .map((row) => row.integrity_check);
  } finally {
    database.close();
  }
}

test("what one process changes makes another version for every process", async () => {
  const file = await makeStoreFile();
  const [one, other] = [await open(file), await open(file)];
  const before = await other.view("north").version();
  await one.apply(changes({ put: [indexed()] }));
  expect(await other.view("north").version()).not.toBe(before);
  expect(await other.view("north").version()).toBe(await one.view("north").version());
});
