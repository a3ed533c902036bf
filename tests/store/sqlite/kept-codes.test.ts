import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { createFindCodes } from "../../../src/store/sqlite/kept-codes.ts";

/** Articles 1, 2 and 3 have ten bytes each, all of them the article's number. */
function makeDatabase(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec("create table codes (article integer primary key, dimensions integer, codes blob)");
  const put = database.prepare("insert into codes values (?, 2, ?)");
  for (const article of [1, 2, 3]) put.run(article, new Uint8Array(10).fill(article));
  return database;
}

test("codes are found by their article and their dimensions", () => {
  const find = createFindCodes(makeDatabase());
  expect(find(2, 2)).toEqual(new Uint8Array(10).fill(2));
  expect(find(2, 4)).toBeUndefined();
  expect(find(2, 2)).toEqual(new Uint8Array(10).fill(2));
  expect(find(4, 2)).toBeUndefined();
});

test("codes are read once; of more than there is room for, those go that were read first", () => {
  const database = makeDatabase();
  const find = createFindCodes(database, 20);
  for (const article of [1, 2, 1, 3]) find(article, 2);
  database.exec("delete from codes");
  expect([1, 2, 3].map((article) => find(article, 2)?.[0])).toEqual([undefined, 2, 3]);
});
