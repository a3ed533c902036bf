import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "../../../src/store/sqlite.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { makeFolder } from "../../support/folder.ts";

const MARK_OFFSET = 68;
const PAGE_BYTES = 16_384;

describe("a store whose file is lost under the running process", () => {
  test("is begun anew when the file was deleted, and the log that is left is kept", async () => {
    const { store, file, notices } = await openStore();
    rmSync(file);
    await expectNewStore(store);
    expect(notices).toEqual([`the store ${file} was deleted while it was open; a new one is begun`]);
    expect(namesBeside(file)).toContainEqual(expect.stringMatching(/\.replaced-.*-wal$/));
    await expectWritable(store, file);
  });

  test("is begun anew when its whole folder was deleted", async () => {
    const { store, file, notices } = await openStore();
    rmSync(dirname(file), { recursive: true });
    await store.check();
    await expectNewStore(store);
    expect(notices).toHaveLength(1);
    await expectWritable(store, file);
  });

  test("is the file that took its place, and the old log is not replayed into it", async () => {
    const { store, file, notices } = await openStore();
    const other = await writeStore("two");
    renameSync(other, file);
    expect(await store.view().findArticles(["wire/one"])).toEqual([]);
    expect(await store.view().findArticles(["wire/two"])).toHaveLength(1);
    expect(notices).toEqual([`the store ${file} was replaced while it was open; what is there now is used`]);
    await expectWritable(store, file);
  });

  test.each([
    ["cut in half", (file: string) => truncateSync(file, statSync(file).size / 2)],
    ["emptied", (file: string) => truncateSync(file, 0)],
    ["damaged in its first page, but for our mark", (file: string) => overwrite(file, 0, 60)],
  ])("is kept as it is and begun anew when the file was %s", async (_how, damage) => {
    const { store, file, notices } = await openStore();
    damage(file);
    const damaged = readFileSync(file);
    await store.check();
    await expectNewStore(store);
    const aside =
      namesBeside(file).find((name) => /\.damaged-[^-]+-[^-]+-[^-]+-[^-]+-[^-]+Z$/.test(name)) ?? "";
    expect(notices).toEqual([expect.stringContaining(aside)]);
    expect(readFileSync(join(dirname(file), aside)).equals(damaged)).toBe(true);
    await expectWritable(store, file);
  });

  test("with an unreadable mark is left as it is, says what to do, and goes on once that is done", async () => {
    const { store, file, notices } = await openStore();
    overwrite(file, 0, 2 * MARK_OFFSET);
    const damaged = readFileSync(file);
    await expect(store.check()).rejects.toThrow(
      `${file} is not a store of On Record, or its first page is damaged, and was left as it is: move it away, or name another file`,
    );
    await expect(store.listSources()).rejects.toThrow("move it away");
    await expect(store.putSource(source())).rejects.toThrow("move it away");
    expect(readFileSync(file).equals(damaged)).toBe(true);
    renameSync(file, `${file}.away`);
    await store.check();
    await expectNewStore(store);
    expect(readFileSync(`${file}.away`).equals(damaged)).toBe(true);
    expect(notices).toHaveLength(1);
    await expectWritable(store, file);
  });

  test("whose place another program's file has taken leaves that as it is", async () => {
    const { store, file } = await openStore();
    const foreign = join(await makeFolder(), "foreign.sqlite");
    const database = new DatabaseSync(foreign);
    database.exec("create table invoices (total integer)");
    database.close();
    renameSync(foreign, file);
    const before = readFileSync(file);
    for (const ask of [() => store.check(), () => store.listSources()]) {
      await expect(ask()).rejects.toThrow(/is not a store of On Record/);
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    rmSync(file);
    await expectNewStore(store);
    await expectWritable(store, file);
  });

  test("tells what it holds now from what it held before, though both count from the beginning", async () => {
    const { store, file } = await openStore();
    const before = await store.view().version();
    rmSync(file);
    await store.putSource(source());
    await store.apply(changes({ put: [indexed()] }));
    expect(await store.view().version()).not.toBe(before);
  });

  test("that two stores find damaged at once is set aside once, and both go on with one file", async () => {
    const { store, file } = await openStore();
    const second = await createSqliteStore({ file });
    onTestFinished(() => second.close());
    truncateSync(file, PAGE_BYTES);
    await Promise.all([store.check(), second.check()]);
    await store.putSource(source());
    await store.apply(changes({ put: [indexed()] }));
    expect(await second.view().findArticles(["wire/one"])).toHaveLength(1);
    expect(namesBeside(file).filter((name) => name.endsWith("Z"))).toHaveLength(1);
  });
});

test("a page damaged where no length tells is found by the question that meets it", async () => {
  const { store, file, notices } = await openStore({ articles: 400 });
  await store.close();
  const again = await createSqliteStore({ file, onNotice: (message) => notices.push(message) });
  onTestFinished(() => again.close());
  overwrite(file, 2 * PAGE_BYTES, statSync(file).size - 2 * PAGE_BYTES);
  expect(await again.view().searchText({ terms: ["progress"], filter: {}, limit: 5 })).toEqual([]);
  expect(notices).toEqual([expect.stringMatching(/was damaged; it is kept as .* a new one is begun/)]);
  await expectWritable(again, file);
});

type Store = Awaited<ReturnType<typeof createSqliteStore>>;

/** A store with an article, some of it in the file and the latest in its log. */
async function openStore({ articles = 1 } = {}) {
  const file = await writeStore("one", articles);
  const notices: string[] = [];
  const store = await createSqliteStore({ file, onNotice: (message) => notices.push(message) });
  onTestFinished(() => store.close());
  expect(await store.view().findArticles(["wire/one"])).toHaveLength(1);
  await store.addToCounter({ key: "asked", amount: 1, now: "2026-03-01", until: "2027-01-01" });
  return { store, file, notices };
}

async function writeStore(name: string, articles = 1): Promise<string> {
  const file = join(await makeFolder(), "data", "news.sqlite");
  const store = await createSqliteStore({ file });
  await store.putSource(source());
  const ids = [`wire/${name}`, ...Array.from({ length: articles - 1 }, (_, index) => `wire/${index}`)];
  await store.apply(changes({ put: ids.map((id) => indexed({ id })) }));
  await store.close();
  return file;
}

async function expectNewStore(store: Store): Promise<void> {
  expect(await store.listSources()).toEqual([]);
}

async function expectWritable(store: Store, file: string): Promise<void> {
  await store.putSource(source());
  await store.apply(changes({ put: [indexed({ id: "wire/three" })] }));
  expect(await store.view().findArticles(["wire/three"])).toHaveLength(1);
  await store.close();
  const database = new DatabaseSync(file);
  expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
  expect(database.prepare("select count(*) as count from articles where id = 'wire/three'").get()).toEqual({
    count: 1,
  });
  database.close();
}

const namesBeside = (file: string) => readdirSync(dirname(file)).toSorted();

function overwrite(file: string, offset: number, length: number): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, offset);
  closeSync(descriptor);
}
