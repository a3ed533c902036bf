import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { backUp } from "../../../src/store/sqlite/backup.ts";
import { restore } from "../../../src/store/sqlite/restore.ts";
import { MIGRATIONS } from "../../../src/store/sqlite/schema.ts";
import { createSqliteStore } from "../../../src/store/sqlite.ts";
import type { Store } from "../../../src/store/store.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { startChild } from "../../support/child.ts";
import { makeFolder } from "../../support/folder.ts";
import { OLD_ARTICLE, OLD_READ_AT, OLD_VECTOR, writeOldStore } from "../../support/old-store.ts";

/** Starting a process takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const OLDER_SCHEMAS = MIGRATIONS.map((_, index) => index + 1).slice(0, -1);

describe("a backup", () => {
  test("of a store that is open holds what was committed, and has its checksum beside it", async () => {
    const { file, to } = await makePlace();
    const store = await open(file);
    await store.putSource(source());
    await store.apply(changes({ put: [indexed()] }));
    const secret = await store.secret();
    const made = await backUp({ file, to });
    expect(made).toMatchObject({ sources: 1, articles: 1, schema: MIGRATIONS.length });
    expect(readFileSync(`${to}.sha256`, "utf8")).toBe(`${made.sha256}  backup.sqlite\n`);
    expect(readFileSync(to).length).toBe(made.bytes);
    expect(readdirSync(dirname(to)).toSorted()).toEqual(["backup.sqlite", "backup.sqlite.sha256"]);

    await store.apply(changes({ remove: ["wire/one"] }));
    const copy = await open(to);
    expect(await copy.view().findArticles(["wire/one"])).toEqual([indexed().article]);
    expect(await copy.view().searchText({ terms: ["progress"], filter: {}, limit: 5 })).toHaveLength(1);
    expect(await copy.secret()).toBe(secret);
  });

  test("that is made while another process writes is one of its states, whole", async () => {
    const { file, to } = await makePlace();
    const reloads = 40;
    const writer = startChild("writer-child.ts", file, "wire", String(reloads));
    let isWriting = true;
    const writing = writer.nextLine().then(() => {
      isWriting = false;
    });
    const seen: number[] = [];
    while (isWriting) {
      const copy = `${to}-${seen.length}`;
      const made = await backUp({ file, to: copy }).catch(() => undefined);
      if (made === undefined) continue;
      seen.push(made.articles);
      const store = await open(copy);
      const articles = Array.from({ length: made.articles }, (_, reload) => `wire/${reload}`);
      expect([...(await store.versions("wire")).keys()].toSorted()).toEqual(articles.toSorted());
      expect((await store.view().countTerms(["tariffs"])).counts).toEqual([made.articles]);
    }
    await writing;
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await backUp({ file, to })).toMatchObject({ articles: reloads });
  });

  test("sees nothing of a reload that is under way", async () => {
    const { file, to } = await makePlace();
    await fill(file);
    const child = startChild("paused-apply-child.ts", file, "4", "2");
    expect(await child.nextLine()).toBe("paused");
    expect(await backUp({ file, to })).toMatchObject({ articles: 1 });
    child.sendLine();
    expect(await child.nextLine()).toBe("applied");
  });

  test("overwrites nothing, and leaves nothing where it can't be made", async () => {
    const { file, to } = await makePlace();
    await expect(backUp({ file, to })).rejects.toThrow(`there is no store at ${file}: check DATABASE_URL`);
    await fill(file);
    await backUp({ file, to });
    const before = readFileSync(to);
    await expect(backUp({ file, to })).rejects.toThrow(/is there already and was left as it is/);
    expect(readFileSync(to)).toEqual(before);

    const foreign = join(dirname(to), "foreign.sqlite");
    writeFileSync(foreign, "Dear diary, ".repeat(50));
    await expect(backUp({ file: foreign, to: `${to}-2` })).rejects.toThrow(/is not a store of On Record/);
    truncateSync(file, 3 * 16_384);
    await expect(backUp({ file, to: `${to}-2` })).rejects.toThrow(/damaged/);
    expect(readdirSync(dirname(to)).filter((name) => name.startsWith("backup.sqlite-2"))).toEqual([]);
  });
});

describe("a restored store", () => {
  test("is the backup, and what was there before is kept whole beside it", async () => {
    const { file, to } = await makePlace();
    await fill(file);
    await backUp({ file, to });
    const store = await createSqliteStore({ file });
    await store.apply(changes({ put: [indexed({ id: "wire/two" })], remove: ["wire/one"] }));
    await store.close();

    const { aside, ...contents } = await restore({ from: to, file });
    expect(contents).toEqual({ schema: MIGRATIONS.length, sources: 1, articles: 1 });
    expect(await idsIn(file)).toEqual(["wire/one"]);
    expect(await idsIn(aside ?? "")).toEqual(["wire/two"]);

    await restore({ from: aside ?? "", file });
    expect(await idsIn(file)).toEqual(["wire/two"]);
  });

  test("can be where there was none", async () => {
    const { file, to } = await makePlace();
    await fill(file);
    await backUp({ file, to });
    const elsewhere = join(dirname(to), "new", "news.sqlite");
    expect(await restore({ from: to, file: elsewhere })).toMatchObject({ articles: 1, aside: undefined });
    expect(await idsIn(elsewhere)).toEqual(["wire/one"]);
  });

  test("does not come while a bot has the old one open, in this process or another", async () => {
    const { file, to } = await makePlace();
    await fill(file);
    await backUp({ file, to });
    const store = await createSqliteStore({ file });
    await expect(restore({ from: to, file })).rejects.toThrow(
      /is in use and was left as it is: stop the bot/,
    );
    expect(await store.view().findArticles(["wire/one"])).toHaveLength(1);
    await store.close();

    const child = startChild("paused-apply-child.ts", file, "4", "2");
    await child.nextLine();
    await expect(restore({ from: to, file })).rejects.toThrow(/is in use/);
    child.sendLine();
    expect(await child.nextLine()).toBe("applied");
    expect(await idsIn(file)).toContain("wire/3");
    await child.kill();
    await restore({ from: to, file });
    expect(await idsIn(file)).toEqual(["wire/one"]);
  });

  test("takes the place of one that is damaged", async () => {
    const { file, to } = await makePlace();
    await fill(file);
    await backUp({ file, to });
    truncateSync(file, 3 * 16_384);
    const { aside } = await restore({ from: to, file });
    expect(existsSync(aside ?? "")).toBe(true);
    expect(await idsIn(file)).toEqual(["wire/one"]);
  });

  test.each([
    ["is not there", () => {}, /there is no backup/],
    [
      "is another program's",
      (from: string) => writeFileSync(from, "Dear diary, ".repeat(50)),
      /is not a store/,
    ],
    ["is empty", (from: string) => writeFileSync(from, ""), /is not a store/],
    ["is of a later version", (from: string) => writeLater(from), /schema 99.*update On Record/],
    ["is cut off", (from: string) => cutOff(from), /not as it was made/],
    ["is cut off, its checksum lost", (from: string) => cutOff(from, "alone"), /damaged/],
  ])("is not a backup that %s: the store stays as it was", async (_what, make, problem) => {
    const { file, to } = await makePlace();
    await fill(file);
    if (make.length > 0) await backUp({ file, to });
    make(to);
    await expect(restore({ from: to, file })).rejects.toThrow(problem);
    expect(await idsIn(file)).toEqual(["wire/one"]);
    expect(readdirSync(dirname(file))).toEqual(["news.sqlite"]);
  });
});

describe.each(OLDER_SCHEMAS)("a store of schema %i", (schema) => {
  test("opens under this version with nothing lost", async () => {
    const { file } = await makePlace();
    writeOldStore(file, schema);
    await expectOldStore(file);
  });

  test("can be backed up, and its backup restored into this version", async () => {
    const { file, to } = await makePlace();
    writeOldStore(file, schema);
    expect(await backUp({ file, to })).toMatchObject({ schema, sources: 1, articles: 1 });
    await fill(`${file}-new`);
    expect(await restore({ from: to, file: `${file}-new` })).toMatchObject({
      schema: MIGRATIONS.length,
      sources: 1,
      articles: 1,
    });
    await expectOldStore(`${file}-new`);
    expect(await backUp({ file, to: `${to}-again` })).toMatchObject({ schema });
  });
});

async function makePlace(): Promise<{ readonly file: string; readonly to: string }> {
  const folder = await makeFolder();
  mkdirSync(join(folder, "data"));
  return { file: join(folder, "data", "news.sqlite"), to: join(folder, "copies", "backup.sqlite") };
}

async function open(file: string): Promise<Store> {
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  return store;
}

/** One source with one article, and closed again. */
async function fill(file: string): Promise<void> {
  const store = await createSqliteStore({ file });
  await store.putSource(source());
  await store.apply(changes({ put: [indexed()] }));
  await store.close();
}

async function idsIn(file: string): Promise<string[]> {
  const store = await createSqliteStore({ file });
  try {
    return [...(await store.versions("wire")).keys()];
  } finally {
    await store.close();
  }
}

async function expectOldStore(file: string): Promise<void> {
  const store = await open(file);
  expect(await store.view().findArticles([OLD_ARTICLE.id])).toEqual([OLD_ARTICLE]);
  expect(await store.listSources()).toMatchObject([{ id: "seeds", articles: 1, readAt: OLD_READ_AT }]);
  const nearest = { vector: OLD_VECTOR, embedder: "old", filter: {}, limit: 5 };
  expect(await store.view().searchVectors(nearest)).toMatchObject([
    { article: { id: OLD_ARTICLE.id }, score: 1 },
  ]);
  await store.apply(changes({ sourceId: "seeds", put: [indexed(OLD_ARTICLE, { version: "2" })] }));
  const [hit] = await store.view().searchText({ terms: ["progress"], filter: {}, limit: 5 });
  expect(hit?.article.id).toBe(OLD_ARTICLE.id);
  await store.close();
}

function writeLater(from: string): void {
  const database = new DatabaseSync(from);
  database.exec("pragma user_version = 99");
  database.close();
  rmSync(`${from}.sha256`);
}

function cutOff(from: string, how?: "alone"): void {
  truncateSync(from, 3 * 16_384);
  if (how === "alone") rmSync(`${from}.sha256`);
}
