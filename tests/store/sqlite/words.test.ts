import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteDatabase, type SqliteDatabase } from "../../../src/store/sqlite/database.ts";
import { createSqliteStore } from "../../../src/store/sqlite.ts";
import { readEntries } from "../../../src/store/words/postings.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { makeFolder } from "../../support/folder.ts";

const SOURCES = [
  source({ id: "wire" }),
  source({ id: "feed", kind: "feed", guildId: "north", address: "https://harbour.example/feed" }),
];

const word = fc.constantFrom("oman", "talks", "ferry", "port", "minister");
const step = fc.oneof(
  fc.record({
    kind: fc.constant("put" as const),
    sourceId: fc.constantFrom("wire", "feed"),
    articles: fc.array(
      fc.record({ name: fc.nat(5), words: fc.array(word, { minLength: 1, maxLength: 6 }) }),
      {
        maxLength: 4,
      },
    ),
  }),
  fc.record({
    kind: fc.constant("remove" as const),
    sourceId: fc.constantFrom("wire", "feed"),
    articles: fc.array(fc.record({ name: fc.nat(5) }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("cut" as const) }),
  fc.record({ kind: fc.constant("takedown" as const), name: fc.nat(5) }),
);

test("after whatever is put, changed, cut, taken down and removed, the index is as if it were made anew", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      const file = join(await makeFolder(), "news.sqlite");
      const store = openSqliteDatabase(file, "write");
      for (const one of SOURCES) store.putSource(one);
      for (const one of steps) takeStep(store, one);
      store.close();
      const kept = readIndex(file);

      forget(file);
      openSqliteDatabase(file, "write").close();
      expect(kept).toEqual(readIndex(file));
    }),
    { numRuns: 12 },
  );
});

test("no word of what was removed is left in the file's tables", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  const store = await createSqliteStore({ file });
  for (const one of SOURCES) await store.putSource(one);
  await store.apply(changes({ put: [indexed({ body: "A secret harbour." })] }));
  await store.apply(changes({ remove: ["wire/one"] }));
  await store.close();
  expect(readIndex(file)).toEqual(new Map());
});

test("more words than are gathered in memory are written in several goes, and none is lost or left", async () => {
  const store = openSqliteDatabase(":memory:", "write");
  onTestFinished(() => store.close());
  for (const one of SOURCES) store.putSource(one);
  const say = (letter: string) => {
    const body = Array.from({ length: 4000 }, (_, index) => `${letter}${index}`).join(" ");
    const put = Array.from({ length: 45 }, (_, index) => indexed({ id: `wire/${index}`, body }));
    store.apply(changes({ put }));
    return store.countTerms(["w7", "v7"], null).counts;
  };
  expect(say("w")).toEqual([45, 0]);
  expect(say("v")).toEqual([0, 45]);
});

test("an index that another program's rules made is made anew when the file is opened", async () => {
  const file = join(await makeFolder(), "news.sqlite");
  const first = await createSqliteStore({ file });
  for (const one of SOURCES) await first.putSource(one);
  await first.apply(changes({ put: [indexed({ body: "The harbour is open." })] }));
  await first.close();
  forget(file);
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
  expect(await store.view().searchText({ terms: ["harbours"], filter: {}, limit: 5 })).toHaveLength(1);
});

function takeStep(store: SqliteDatabase, one: typeof step extends fc.Arbitrary<infer Step> ? Step : never) {
  switch (one.kind) {
    case "put":
      return store.apply(
        changes({
          sourceId: one.sourceId,
          put: [...new Map(one.articles.map((fields) => [fields.name, fields])).values()].map(
            ({ name, words }) =>
              indexed({
                id: `${one.sourceId}/${name}`,
                sourceId: one.sourceId,
                url: `https://harbour.example/${name}`,
                title: words[0] ?? "",
                body: words.join(" "),
              }),
          ),
        }),
      );
    case "remove":
      return store.apply(
        changes({
          sourceId: one.sourceId,
          remove: one.articles.map(({ name }) => `${one.sourceId}/${name}`),
        }),
      );
    case "cut":
      return store.dropTexts({ fetchedBefore: "2030-01-01T00:00:00Z", limit: 2 });
    case "takedown":
      return store.takeDown(
        { guildId: "north", target: `harbour.example/${one.name}` },
        { guildId: "north", at: "2026-03-01T08:00:00Z", actor: "a", action: "takedown", subject: "it" },
      );
  }
}

/** Every posting's entries, in the order of their articles. */
function readIndex(file: string): Map<string, unknown> {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare("select scope, word, chunk, data from postings order by scope, word, chunk")
    .all();
  database.close();
  return new Map(
    rows.map(({ scope, word, chunk, data }) => [
      `${scope} ${word} ${chunk}`,
      data instanceof Uint8Array && [...readEntries(data)].sort((a, b) => a.article - b.article),
    ]),
  );
}

/** As if another program had made the index. */
function forget(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("delete from meta where name = 'tokens'");
  database.close();
}
