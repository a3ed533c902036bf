import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ARTICLES_PER_CHUNK,
  createPlacesWriter,
  readCounts,
  readEntries,
  readNumbers,
  readPositions,
  withoutEntries,
  writeEntries,
  writeNumbers,
} from "../../../src/store/words/postings.ts";

/** Ascending positions by ascending section. */
const places = fc
  .dictionary(
    fc.nat(400).map(String),
    fc
      .uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 20 })
      .map((list) => list.sort((a, b) => a - b)),
    { minKeys: 1, maxKeys: 8, noNullPrototype: true },
  )
  .map((bySection) => new Map(Object.entries(bySection).map(([section, list]) => [Number(section), list])));

function write(bySection: ReadonlyMap<number, readonly number[]>): Uint8Array {
  const writer = createPlacesWriter();
  for (const [section, positions] of [...bySection].sort(([a], [b]) => a - b)) {
    for (const position of positions) writer.add(section, position);
  }
  return writer.finish();
}

test("places are read as they were written", () => {
  fc.assert(
    fc.property(places, (bySection) => {
      const bytes = write(bySection);
      expect(readPositions(bytes)).toEqual(bySection);
      const counts = [...bySection]
        .sort(([a], [b]) => a - b)
        .flatMap(([section, list]) => [section, list.length]);
      expect(readCounts(bytes)).toEqual(counts);
    }),
  );
});

test("a posting holds its entries, and less those that are taken out", () => {
  const entries = fc.uniqueArray(
    fc.record({ article: fc.nat(ARTICLES_PER_CHUNK - 1), places: places.map(write) }),
    { selector: ({ article }) => article, maxLength: 12 },
  );
  fc.assert(
    fc.property(entries, fc.uniqueArray(fc.nat(ARTICLES_PER_CHUNK - 1)), (list, gone) => {
      const posting = writeEntries(list);
      expect([...readEntries(posting)]).toEqual(list);
      const removed = new Set(gone);
      expect([...readEntries(withoutEntries(posting, removed))]).toEqual(
        list.filter(({ article }) => !removed.has(article)),
      );
    }),
  );
});

test("numbers of every size are read as they were written", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2 ** 31 - 1)), (numbers) => {
      expect(readNumbers(writeNumbers(numbers))).toEqual(numbers);
    }),
  );
});

test("bytes that end too early are damage, and not taken for anything else", () => {
  expect(() => readCounts(Uint8Array.of(1, 2, 3))).toThrow("damaged");
  expect(() => [...readEntries(Uint8Array.of(1, 9, 3))]).toThrow("damaged");
  expect(() => readNumbers(Uint8Array.of(200))).toThrow("damaged");
});
