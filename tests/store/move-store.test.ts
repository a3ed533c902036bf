import { existsSync, readFileSync, truncateSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import type { Answer } from "../../src/answer/answer.ts";
import { answerQuestion } from "../../src/answer/answer-question.ts";
import { type MoveOptions, moveStore } from "../../src/store/move/move-store.ts";
import { MOVED_TABLES } from "../../src/store/move/tables.ts";
import type { Store, StoreView } from "../../src/store/store.ts";
import { changes, indexed, source } from "../support/article.ts";
import { newsroomOver } from "../support/newsroom.ts";
import { startTestPostgres } from "../support/postgres/test-postgres.ts";
import { EMBEDDER, LATER, makeInstallation, makeNewsroom, open, openPostgres, root } from "./installation.ts";
import { findMeaning, textsOf, withVectors } from "./store-test.ts";
import { entry, NOON } from "./two-servers.ts";

const postgres = await startTestPostgres();
afterAll(() => postgres.close());

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

test("a second move at once ends when it sees the first, and undoes nothing of what was done since", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  const others: Promise<unknown>[] = [];
  // As if the other had checked everything first, and a bot had begun.
  const overtake: MoveOptions["onProgress"] = ({ step, done }) => {
    if (step !== "checked" || done > 1) return;
    const query =
      "delete from meta where name = 'move'; insert into takedowns values ('north', 'new.example')";
    others.push(postgres.query(query));
  };
  await expect(move({ from, to, onProgress: overtake })).rejects.toThrow(/another process moves it as well/);
  await Promise.all(others);
  const after = await openPostgres(to);
  expect(await after.listTakedowns("north")).toContain("new.example");
});

test("a move whose step another one has taken leaves it to that one", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  const others: Promise<unknown>[] = [];
  const overtake: MoveOptions["onProgress"] = ({ table }) => {
    if (table !== "scopes" || others.length > 0) return;
    others.push(postgres.query("update meta set value = replace(value, '}', ' }') where name = 'move'"));
  };
  await expect(move({ from, to, onProgress: overtake })).rejects.toThrow(/another process moves it as well/);
  await Promise.all(others);
  expect((await move({ from, to })).get("articles")).toBe(4);
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

test("a file that is not there, or is damaged, moves nothing and is left as it is", async () => {
  const from = await makeInstallation();
  const to = await postgres.createSchema();
  const missing = `${from}-mistyped`;
  await expect(move({ from: missing, to })).rejects.toThrow(`there is no store at ${missing}: check --from`);
  expect(existsSync(missing)).toBe(false);

  truncateSync(from, 40_000);
  const damaged = readFileSync(from);
  await expect(move({ from, to })).rejects.toThrow(/is damaged/);
  expect(readFileSync(from)).toEqual(damaged);

  expect((await move({ from: await makeInstallation(), to })).get("articles")).toBe(4);
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
