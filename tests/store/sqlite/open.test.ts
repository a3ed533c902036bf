import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openSqliteDatabase } from "../../../src/store/sqlite/database.ts";
import { explainSqliteError } from "../../../src/store/sqlite/errors.ts";
import { openForWriting } from "../../../src/store/sqlite/open.ts";
import { createSqliteStore } from "../../../src/store/sqlite.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { makeFolder } from "../../support/folder.ts";

test("a store is begun with its folder, and its articles are there when it is opened again", async () => {
  const file = join(await makeFolder(), "deep", "er", "news.sqlite");
  const first = await createSqliteStore({ file });
  await first.putSource(source());
  await first.apply(changes({ put: [indexed()] }));
  expect(await first.view().findArticles(["wire/one"])).toHaveLength(1);
  await first.close();
  await first.close();
  expect(readdirSync(join(file, ".."))).toEqual(["news.sqlite"]);

  const second = await createSqliteStore({ file });
  expect(await second.view().searchText({ terms: ["progress"], filter: {}, limit: 5 })).toHaveLength(1);
  await second.close();
  await expect(second.fingerprint()).rejects.toThrow("the worker thread has stopped");
});

test("keeps what was acknowledged: a write-ahead log, synced in full, in large pages", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  const database = openForWriting(file, () => {});
  const read = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
  expect(["journal_mode", "synchronous", "page_size", "foreign_keys"].map(read)).toEqual([
    "wal",
    2,
    16_384,
    1,
  ]);
  expect(Number(read("busy_timeout"))).toBeGreaterThan(0);
  database.close();
});

test("a large file is checked where its log was left behind, and else opened at once", async () => {
  const file = await makeStoreFile();
  const database = new DatabaseSync(file);
  database.exec(`create table large (blob blob); insert into large values (zeroblob(${130 * 1024 * 1024}))`);
  database.close();
  overwrite(file, 3 * 16_384, 16_384);
  const notices: string[] = [];
  const open = () => openForWriting(file, (message) => notices.push(message)).close();
  open();
  expect(notices).toEqual([]);
  writeFileSync(`${file}-wal`, "");
  open();
  expect(notices).toEqual([expect.stringContaining("was damaged")]);
});

test.each([
  ["in its middle", 3 * 16_384],
  ["at its beginning, but for our mark", 0],
])("a file damaged %s is set aside, a new one is begun, and the owner is told", async (_where, offset) => {
  const file = await makeStoreFile();
  overwrite(file, offset, offset === 0 ? 60 : 16_384);
  const damaged = readFileSync(file);

  const notices: string[] = [];
  const store = await createSqliteStore({ file, onNotice: (message) => notices.push(message) });
  const [aside = ""] = readdirSync(join(file, "..")).filter((name) => name.includes(".damaged-"));
  expect(notices).toEqual([expect.stringContaining(aside)]);
  expect(readFileSync(join(file, "..", aside))).toEqual(damaged);
  expect(await store.listSources()).toEqual([]);
  await store.putSource(source());
  await store.apply(changes({ put: [indexed()] }));
  expect(await store.view().findArticles(["wire/one"])).toHaveLength(1);
  await store.close();
});

test("a file that isn't ours is named and left as it is", async () => {
  const folder = await makeFolder();
  const notes = join(folder, "notes.txt");
  writeFileSync(notes, "Dear diary, ".repeat(50));
  const foreign = join(folder, "foreign.sqlite");
  const database = new DatabaseSync(foreign);
  database.exec("create table invoices (total integer)");
  database.close();

  for (const file of [notes, foreign]) {
    const before = readFileSync(file);
    expect(() => openSqliteDatabase(file, "write")).toThrow(/is not a store of On Record.*name another file/);
    expect(readFileSync(file)).toEqual(before);
  }
  expect(() => openSqliteDatabase(folder, "write")).toThrow(/is not a store of On Record/);
  expect(readdirSync(folder).toSorted()).toEqual(["foreign.sqlite", "notes.txt"]);
});

test("a newer version's store is left as it is, and says what to do", async () => {
  const file = await makeStoreFile();
  const database = new DatabaseSync(file);
  database.exec("pragma user_version = 99");
  database.close();
  await expect(createSqliteStore({ file })).rejects.toThrow(
    /schema 99.*update On Record, or name another file/,
  );
  const again = new DatabaseSync(file);
  expect(again.prepare("select count(*) as articles from articles").get()).toEqual({ articles: 1 });
  again.close();
});

test("an empty file becomes a store", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  writeFileSync(file, "");
  const database = openSqliteDatabase(file, "write");
  expect(database.listAllSources()).toEqual([]);
  database.close();
});

test("a folder that can't be made is one clear line", async () => {
  const blocked = join(await makeFolder(), "file");
  writeFileSync(blocked, "");
  const opening = createSqliteStore({ file: join(blocked, "news.sqlite") });
  await expect(opening).rejects.toThrow(/^the folder of the store .* can't be made: check/);
});

test("a full disk is named, and nothing was changed", async () => {
  const file = await makeStoreFile();
  const database = openForWriting(file, () => {});
  database.exec("pragma max_page_count = 1");
  const fill = () => database.exec("insert into meta values ('x', randomblob(1000000))");
  expect(() => explained(fill, file)).toThrow(`the store ${file} could not be written: the disk is full`);
  database.close();
});

test("a writer that another process keeps waiting says who is in the way", async () => {
  const file = await makeStoreFile();
  const busy = openForWriting(file, () => {});
  const waiting = openForWriting(file, () => {});
  busy.exec("begin immediate");
  waiting.exec("pragma busy_timeout = 1");
  expect(() => explained(() => waiting.exec("begin immediate"), file)).toThrow(/written by another process/);
  busy.close();
  waiting.close();
});

test("an error that is not SQLite's own stays as it is", () => {
  const error = new Error("no such article");
  expect(explainSqliteError(error, "news.sqlite")).toBe(error);
});

async function makeStoreFile(): Promise<string> {
  const file = join(await makeFolder(), "news.sqlite");
  const database = openSqliteDatabase(file, "write");
  database.putSource(source());
  database.apply(changes({ put: [indexed()] }));
  database.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  return file;
}

function overwrite(file: string, offset: number, length: number): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, offset);
  closeSync(descriptor);
}

function explained(work: () => unknown, file: string): void {
  try {
    work();
  } catch (error) {
    throw explainSqliteError(error, file);
  }
}

test("in a file, where a connection of its own reads, a search finds what an article says now", async () => {
  const store = await createSqliteStore({ file: join(await makeFolder(), "news.sqlite") });
  await store.putSource(source());
  for (const body of ["The talks began.", "The talks went on.", "The talks ended."]) {
    await store.apply(changes({ put: [indexed({ body, title: body })] }));
    const hits = await store.view().searchText({ terms: ["talks"], filter: {}, limit: 5 });
    expect(hits.map((hit) => [hit.article.title, hit.passage.text])).toEqual([[body, body]]);
  }
  await store.close();
});
