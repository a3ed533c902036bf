import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { Answer } from "../../src/answer/answer.ts";
import { answerQuestion } from "../../src/answer/answer-question.ts";
import { splitPassages } from "../../src/articles/split.ts";
import { readArticleFile } from "../../src/formats/read-file.ts";
import { createFolderSource } from "../../src/sources/folder.ts";
import { type MoveOptions, moveStore } from "../../src/store/move/move-store.ts";
import { MOVED_TABLES } from "../../src/store/move/tables.ts";
import { createPostgresStore } from "../../src/store/postgres.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store, StoreView } from "../../src/store/store.ts";
import { changes, indexed, source } from "../support/article.ts";
import { createFakeEmbedder, embedText } from "../support/fake-embedder.ts";
import { makeFolder } from "../support/folder.ts";
import { NOW, newsroomOver } from "../support/newsroom.ts";
import { startTestPostgres } from "../support/postgres/test-postgres.ts";
import { findMeaning, textsOf, withVectors } from "./store-test.ts";
import { entry, fill, NOON, ofNorth } from "./two-servers.ts";

const postgres = await startTestPostgres();
afterAll(() => postgres.close());

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const LATER = "2026-03-01T13:00:00.000Z";

test("everything that is kept moves, and can be gone on with", async () => {
  const from = await makeInstallation();
  const before = await open(from);
  const secret = await before.secret();
  const to = await postgres.createSchema();
  const rows = await move({ from, to });
  expect(Object.fromEntries(rows)).toMatchObject({
    sources: 4,
    articles: 4,
    vectors: 3,
    takedowns: 2,
    log: 3,
  });

  const after = await openPostgres(to);
  expect(await after.secret()).toBe(secret);
  for (const read of [
    (store: Store) => store.listSources(),
    (store: Store) => store.versions("north-feed"),
    (store: Store) => store.articlesOf("wire"),
    (store: Store) => store.fingerprint(),
    (store: Store) => store.listTakedowns("north"),
    (store: Store) => store.listLog({ guildId: "north", limit: 9 }),
    (store: Store) => store.findCounter({ key: "turns", now: NOON }),
    (store: Store) => store.findText({ key: "button", now: NOON }),
    (store: Store) => store.view("south").countTerms(["ferry", "sails"]),
    (store: Store) => store.view("south").findOrigins(["wire/one", "wire/two"]),
    (store: Store) => store.view("north").listArticles({ filter: {}, limit: 9 }),
    (store: Store) => store.view("south").listArticles({ filter: {}, limit: 9 }),
    async (store: Store) => textsOf(await findMeaning(store, "a dove on the ferry")),
  ]) {
    const kept = JSON.stringify((await read(before)) ?? null).replaceAll("\\u0000", "\ufffd");
    expect(JSON.parse(JSON.stringify((await read(after)) ?? null))).toEqual(JSON.parse(kept));
  }
  await after.apply(
    changes({ sourceId: "wire", put: [withVectors({ id: "wire/new", body: "New ferry." })] }),
  );
  await after.putSource(source({ id: "east", guildId: "east" }), { ...entry("add"), guildId: "east" });
  await after.apply(changes({ sourceId: "east", put: [indexed({ id: "east/one", sourceId: "east" })] }));
  expect(await after.listLog({ guildId: "east", limit: 9 })).toHaveLength(1);
  expect(await after.dropTexts({ fetchedBefore: LATER, limit: 9 })).toBe(1);
});

test("a moved installation answers a hundred questions with the same receipts as before", async () => {
  const from = await makeNewsroom();
  const before = await open(from);
  const to = await postgres.createSchema();
  await move({ from, to });
  const after = await openPostgres(to);
  const asked = (await listQuestions(before.view())).slice(0, 110);
  expect(asked.length).toBeGreaterThanOrEqual(100);
  let answered = 0;
  for (const question of asked) {
    const [one, other] = [await ask(before.view(), question), await ask(after.view(), question)];
    expect(other, question).toEqual(one);
    if (one.kind === "answered") answered += 1;
  }
  expect(answered).toBeGreaterThan(50);
});

test("a move that is cut off after every step goes on where it was, and ends with everything", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  const copied: string[] = [];
  const cutOff: MoveOptions["onProgress"] = ({ step, table }) => {
    if (step === "checked") return;
    copied.push(table);
    throw new Error("cut off");
  };
  let moved: ReadonlyMap<string, number> | undefined;
  while (!moved) {
    moved = await move({ from, to, onProgress: cutOff }).catch(expectCutOff);
  }
  expect(copied).toEqual(MOVED_TABLES.map(({ name }) => name));
  expect(moved.get("articles")).toBe(4);
  const [before, after] = [await open(from), await openPostgres(to)];
  expect(await after.listSources()).toEqual(await before.listSources());
});

test("a move whose process is killed is finished by the next one", async () => {
  const from = await makeNewsroom();
  const to = await postgres.createSchema();
  const killed = startMove(from, to);
  await killed.said(/^copied: bodies/m);
  killed.process.kill("SIGKILL");
  await killed.ended;
  const { status, lines } = await startMove(from, to).ended;
  expect(status, lines).toBe(0);
  expect(lines).toMatch(/^moved and checked: .*articles \d\d/m);
  expect(lines).not.toMatch(/^copied: sources/m);
  const [before, after] = [await open(from), await openPostgres(to)];
  expect(await after.articlesOf("seeds")).toEqual(await before.articlesOf("seeds"));
});

test.each([
  [[]],
  [["--from", "news.sqlite"]],
  [["--from", "news.sqlite", "--to", "news.sqlite"]],
  [["--from", "news.sqlite", "--to", "postgres://db/news", "--fast"]],
])("called with %j it says how it is called", async (args) => {
  const { status, lines } = await startScript(args).ended;
  expect(status).toBe(2);
  expect(lines).toMatch(/^npm run migrate-store -- --from FILE --to postgres:/);
});

test("a database that is away is one line without the password", async () => {
  const { status, lines } = await startMove(
    await makeInstallation(),
    "postgres://bot:s3cret@127.0.0.1:1/news",
  ).ended;
  expect(status).toBe(1);
  expect(lines).toMatch(/^the database news at 127.0.0.1:1 is not running[^\n]*\n$/);
  expect(lines).not.toContain("s3cret");
});

test("a file that has changed since the move began is moved anew", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  await move({ from, to, onProgress: cutOffAt("copied", "passages") }).catch(expectCutOff);
  const store = await open(from);
  await store.apply(changes({ put: [withVectors({ body: "The bridge opened." })] }));
  await store.close();
  const notices: string[] = [];
  await move({ from, to, onNotice: (notice) => notices.push(notice) });
  expect(notices).toEqual([expect.stringMatching(/has changed since.*begins anew/)]);
  const after = await openPostgres(to);
  expect((await after.view().countTerms(["bridge"])).counts).toEqual([1]);
});

test("what arrives otherwise than it was sent is named, and the database stays shut until it is right", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  await move({ from, to, onProgress: cutOffAt("copied", "counters") }).catch(expectCutOff);
  await postgres.query(
    "update bodies set body = body || '!' where article = (select max(article) from bodies)",
  );
  await expect(move({ from, to })).rejects.toThrow(
    /differs from the file: bodies \(4 rows sent, 4 there\).*begins anew/,
  );
  await expect(openPostgres(to)).rejects.toThrow(/holds part of an installation/);
  await move({ from, to });
  const after = await openPostgres(to);
  expect(await after.articlesOf("wire")).toHaveLength(2);
});

test("a database with another installation is left as it is; with this one, there is nothing to do", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  const other = await openPostgres(to);
  await other.putSource(source({ id: "other" }));
  await expect(move({ from, to })).rejects.toThrow(/holds another installation and was left as it is/);
  await other.secret();
  await expect(move({ from, to })).rejects.toThrow(/holds another installation and was left as it is/);
  expect((await other.listSources()).map(({ id }) => id)).toEqual(["other"]);

  const empty = await postgres.createSchema();
  await move({ from, to: empty });
  const notices: string[] = [];
  await move({ from, to: empty, onNotice: (notice) => notices.push(notice) });
  expect(notices).toEqual([expect.stringMatching(/holds this installation already/)]);
});

type MoveTest = Pick<MoveOptions, "from" | "to"> & Partial<MoveOptions>;

/** Moves, without a word unless the test wants to hear it. */
function move(options: MoveTest) {
  return moveStore({ onNotice: () => {}, onProgress: () => {}, ...options });
}

function cutOffAt(step: string, table: string): MoveOptions["onProgress"] {
  return (progress) => {
    if (progress.step === step && progress.table === table) throw new Error("cut off");
  };
}

function expectCutOff(error: unknown): undefined {
  expect(error).toMatchObject({ message: "cut off" });
}

const startMove = (from: string, to: string) => startScript(["--from", from, "--to", to]);

/** The script in a process of its own, which is gone when the test is over. */
function startScript(args: readonly string[]) {
  const path = fileURLToPath(new URL("../../scripts/migrate-store.ts", import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", path, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let lines = "";
  const heard = new EventEmitter();
  child.stderr.on("data", (data) => {
    lines += data;
    heard.emit("more");
  });
  const ended = once(child, "close").then(([status]) => ({ status, lines }));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    process: child,
    ended,
    async said(pattern: RegExp) {
      while (!pattern.test(lines))
        await Promise.race([once(heard, "more"), ended.then(() => expect(lines).toMatch(pattern))]);
    },
  };
}

/** What two servers and the house have, with everything that is kept beside it. */
async function makeInstallation(): Promise<string> {
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
async function makeNewsroom(): Promise<string> {
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

const EMBEDDER = createFakeEmbedder();

/** The answer, but for how long it took, and the last digits of scores, which the engines round otherwise. */
async function ask(store: StoreView, question: string): Promise<Omit<Answer, "timing">> {
  const { timing: _, ...answer } = await answerQuestion(newsroomOver(store, { embedder: EMBEDDER }), {
    question,
    signal: AbortSignal.timeout(60_000),
  });
  const round = (_key: string, value: unknown) =>
    typeof value === "number" ? Number(value.toFixed(6)) : value;
  return JSON.parse(JSON.stringify(answer, round));
}

const questionsSchema = z.object({ question: z.string() });

/** Those of the evaluation, and the title of every article. */
async function listQuestions(store: StoreView): Promise<string[]> {
  const lines = readFileSync(root("eval/frozen/questions.jsonl"), "utf8").trim().split("\n");
  const titles = (await store.listArticles({ filter: {}, limit: 99 })).map(({ title }) => title);
  return [...lines.map((line) => questionsSchema.parse(JSON.parse(line)).question), ...titles];
}

async function open(file: string): Promise<Store> {
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  return store;
}

async function openPostgres(url: string): Promise<Store> {
  const store = await createPostgresStore({ url, hasVectors: true, maxConnections: 5 });
  onTestFinished(() => store.close());
  return store;
}
