import { createPlacesWriter, type Entry, type Posting, readEntries, readPositions } from "./postings.ts";

/** Where words stand side by side, in this order: entries like those of one word, each place being the first word's. */
export function* findPhrase(
  postings: ReadonlyMap<string, readonly Posting[]>,
  words: readonly string[],
): Generator<{ readonly chunk: number; readonly entries: readonly Entry[] }> {
  const [first = [], ...rest] = words.map((word) => postings.get(word) ?? []);
  for (const { chunk, data } of first) {
    const others = rest.map((ofWord) => ofWord.find((posting) => posting.chunk === chunk));
    if (others.includes(undefined)) continue;
    const placesOfOthers = others.map(
      (posting) =>
        new Map([...readEntries(posting?.data ?? NOTHING)].map(({ article, places }) => [article, places])),
    );
    const entries = [...readEntries(data)].flatMap(({ article, places }) => {
      const ofOthers = placesOfOthers.map((byArticle) => byArticle.get(article) ?? NOTHING);
      if (ofOthers.includes(NOTHING)) return [];
      const together = joinPlaces(places, ofOthers);
      return together.length > 0 ? [{ article, places: together }] : [];
    });
    yield { chunk, entries };
  }
}

const NOTHING = new Uint8Array(0);

function joinPlaces(first: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  const followers = others.map((places) => readPositions(places));
  const writer = createPlacesWriter();
  for (const [section, positions] of readPositions(first)) {
    const sets = followers.map((bySection) => new Set(bySection.get(section)));
    for (const position of positions) {
      if (sets.every((set, index) => set.has(position + index + 1))) writer.add(section, position);
    }
  }
  return writer.finish();
}
