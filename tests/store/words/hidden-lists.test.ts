import { expect, test } from "vitest";
import { createHiddenLists } from "../../../src/store/words/hidden-lists.ts";

const seen = { scope: 0, reader: "north", seenAt: "0:7" };

test("a list is one reader's, of one scope", () => {
  const lists = createHiddenLists();
  lists.keep(seen, new Set([4]));
  expect(lists.find(seen)).toEqual(new Set([4]));
  expect(lists.find({ ...seen, reader: "south" })).toBeUndefined();
  expect(lists.find({ ...seen, reader: null })).toBeUndefined();
  expect(lists.find({ ...seen, scope: 1 })).toBeUndefined();
});

test("a list of another moment does not hold, and makes way", () => {
  const lists = createHiddenLists();
  lists.keep(seen, new Set([4]));
  const later = { ...seen, seenAt: "0:8" };
  expect(lists.find(later)).toBeUndefined();
  lists.keep(later, new Set());
  expect(lists.find(later)).toEqual(new Set());
  expect(lists.find(seen)).toBeUndefined();
});

test("of more numbers than memory is for, the lists go that were made first", () => {
  const lists = createHiddenLists();
  const long = new Set(Array.from({ length: 200_000 }, (_, number) => number));
  const readers = ["a", "b", "c"].map((reader) => ({ ...seen, reader }));
  for (const reader of readers) lists.keep(reader, long);
  // One that changes over and over takes no more than its own place.
  for (let version = 8; version < 12; version += 1) {
    lists.keep({ scope: 0, reader: "c", seenAt: `0:${version}` }, long);
  }
  const last = { scope: 0, reader: "c", seenAt: "0:11" };
  expect(lists.find({ ...seen, reader: "a" })).toBeUndefined();
  expect(lists.find({ ...seen, reader: "b" })).toBe(long);
  expect(lists.find(last)).toBe(long);
});

test("a list that is too long by itself is kept for as long as it is the last", () => {
  const lists = createHiddenLists();
  const endless = new Set(Array.from({ length: 600_000 }, (_, number) => number));
  lists.keep(seen, endless);
  expect(lists.find(seen)).toBe(endless);
});
