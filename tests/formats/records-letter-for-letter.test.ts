import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { verifyClaim } from "../../src/answer/verify-claim.ts";
import { parseRecords } from "../../src/formats/records.ts";
import { createRecordsFileSource } from "../../src/sources/records-file.ts";
import { reloadSource } from "../../src/sources/reload.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { makeFolder } from "../support/folder.ts";

/** What cleaning, SQLite, JSON or counting in other units would change. */
const pieces = fc.constantFrom(
  "The ferry was late. ",
  "  ",
  "\r\n",
  "\r",
  "\n\n\n",
  "\t",
  "\u0000",
  "\u0007",
  "\u001B[31m",
  "\u0085",
  "\u2028",
  "\uFEFF",
  "\u200B",
  "\u202E",
  "\u00AD",
  "e\u0301",
  "\u0344",
  "\u212B",
  "ﬁne ",
  "👩‍🚒",
  "\u{E0069}",
  "渡輪晚點。",
  "تأخرت العبّارة. ",
  "“Fog,” they said. ",
);
const bodies = fc
  .array(fc.oneof(pieces, fc.string({ unit: "grapheme", maxLength: 8 })), { maxLength: 30 })
  .map((parts) => `${parts.join("")}fog`)
  .filter((body) => body.isWellFormed());

async function storeRecords(records: readonly object[]) {
  const path = join(await makeFolder(), "records.jsonl");
  await writeFile(path, records.map((record) => JSON.stringify(record)).join("\n"));
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const source = createRecordsFileSource({ id: "file", path, now: () => new Date("2026-03-04T09:00:00Z") });
  await store.putSource({ id: "file", guildId: null, kind: "file", name: "file", address: null });
  const reload = await reloadSource(source, {
    store,
    now: () => new Date("2026-03-04T09:00:00Z"),
    random: Math.random,
  });
  return { store: store.view(), reload };
}

test("any record's body is stored letter for letter, and every passage and receipt is a slice of it", async () => {
  const records = fc.sample(bodies, 300).map((body, index) => ({ id: `r${index}`, body }));
  const { store, reload } = await storeRecords(records);
  expect(reload).toMatchObject({ added: records.length, failed: [] });

  const stored = new Map((await store.findArticles(records.map(({ id }) => id))).map((one) => [one.id, one]));
  for (const { id, body } of records) expect(stored.get(id)?.body).toBe(body);

  const limit = 10_000;
  const hits = await store.searchText({ terms: ["fog", "ferry"], filter: {}, limit });
  expect(hits.length).toBeGreaterThanOrEqual(records.length / 2);
  for (const { passage } of hits) {
    expect(records[Number(passage.articleId.slice(1))]?.body.slice(passage.start, passage.end)).toBe(
      passage.text,
    );
  }
  for (const [index, { body }] of records.entries()) {
    const article = stored.get(`r${index}`);
    const { receipts } = verifyClaim("The ferry was late.", article ? [article] : []);
    for (const { start, end, quote } of receipts) expect(body.slice(start, end)).toBe(quote);
  }
});

test("a zero byte in a body loses nothing behind it", async () => {
  const body = "Before it.\u0000 The lighthouse stands behind it.";
  const { store } = await storeRecords([{ id: "zero", body }]);
  expect((await store.findArticles(["zero"]))[0]?.body).toBe(body);
  const hits = await store.searchText({ terms: ["lighthouse"], filter: {}, limit: 1 });
  expect(hits[0]?.passage.text).toContain("lighthouse");
});

test.each([
  ["body", { id: "half", body: "Half a pair: \uD83D." }],
  ["id", { id: "half\uDE00", body: "A whole body." }],
])(
  "a record whose %s holds half a surrogate pair is named, and the others are read",
  async (part, record) => {
    const { reload } = await storeRecords([record, { id: "whole", body: "A whole pair: 😀." }]);
    expect(reload).toMatchObject({
      added: 1,
      failed: [
        {
          name: "records.jsonl, line 1",
          reason: `the ${part} holds half a surrogate pair: not valid Unicode`,
        },
      ],
    });
  },
);

test("a title that is made from the body is clean even where the body is not", () => {
  const line = JSON.stringify({ id: "a", body: "\u0000\u200B The\u0007 fe\u202Erry was late. Fog." });
  expect(parseRecords(Buffer.from(line)).articles[0]?.title).toBe("The ferry was late.");
});
