/**
 * Where a word stands in the articles of a chunk, as bytes. Every number is a variable-length integer, 7 bits a byte,
 * the lowest first:
 *
 *     posting  = entry…                               one for each article, in no order
 *     entry    = article, length of the places, places   the article's number within its chunk
 *     places   = (section gap, count, (position gap)…)…  the sections of an article: see `indexWords`
 */

/** So many articles share a posting: few rows to read for a word, and little to write again when one is added. */
export const ARTICLES_PER_CHUNK = 512;

/** A word's places in one chunk of a scope's articles. */
export interface Posting {
  readonly chunk: number;
  readonly data: Uint8Array;
}

/** One article's places in a posting. */
export interface Entry {
  /** Within its chunk. */
  readonly article: number;
  readonly places: Uint8Array;
}

/** The entries of a posting, one after the other, without a copy of their places. */
export function* readEntries(posting: Uint8Array): Generator<Entry> {
  const reader = createReader(posting);
  while (!reader.isOver()) {
    const article = reader.next();
    yield { article, places: reader.bytes(reader.next()) };
  }
}

/** A posting less the entries of these articles. */
export function withoutEntries(posting: Uint8Array, articles: ReadonlySet<number>): Uint8Array {
  if (articles.size === 0) return posting;
  return writeEntries([...readEntries(posting)].filter(({ article }) => !articles.has(article)));
}

/** A posting with these entries. */
export function writeEntries(entries: readonly Entry[]): Uint8Array {
  const heads = entries.map(({ article, places }) => {
    const head: number[] = [];
    pushNumber(head, article);
    pushNumber(head, places.length);
    return head;
  });
  const length = entries.reduce((sum, { places }, at) => sum + places.length + (heads[at]?.length ?? 0), 0);
  const posting = new Uint8Array(length);
  let end = 0;
  entries.forEach(({ places }, at) => {
    const head = heads[at] ?? [];
    posting.set(head, end);
    posting.set(places, end + head.length);
    end += head.length + places.length;
  });
  return posting;
}

/** Collects the places of one word in one article: sections and positions must come in ascending order. */
export interface PlacesWriter {
  add(section: number, position: number): void;
  finish(): Uint8Array;
}

/** Begins a word's places in an article. */
export function createPlacesWriter(): PlacesWriter {
  const bytes: number[] = [];
  let lastSection = 0;
  let section = -1;
  let positions: number[] = [];
  const close = () => {
    if (positions.length === 0) return;
    pushNumber(bytes, section - lastSection);
    pushNumber(bytes, positions.length);
    let last = 0;
    for (const position of positions) {
      pushNumber(bytes, position - last);
      last = position;
    }
    [lastSection, positions] = [section, []];
  };
  return {
    add(nextSection, position) {
      if (nextSection !== section) close();
      section = nextSection;
      positions.push(position);
    },
    finish() {
      close();
      return Uint8Array.from(bytes);
    },
  };
}

/** How often a word stands in each section of an article: `[section, count, section, count, …]`. */
export function readCounts(places: Uint8Array): number[] {
  const counts: number[] = [];
  const reader = createReader(places);
  let section = 0;
  while (!reader.isOver()) {
    section += reader.next();
    const count = reader.next();
    counts.push(section, count);
    reader.skip(count);
  }
  return counts;
}

/** Where a word stands in each section of an article, in ascending order. */
export function readPositions(places: Uint8Array): Map<number, number[]> {
  const positions = new Map<number, number[]>();
  const reader = createReader(places);
  let section = 0;
  while (!reader.isOver()) {
    section += reader.next();
    const count = reader.next();
    const inSection: number[] = [];
    let position = 0;
    for (let index = 0; index < count; index += 1) {
      position += reader.next();
      inSection.push(position);
    }
    positions.set(section, inSection);
  }
  return positions;
}

/** Lengths, and whatever else is a row of small numbers. */
export function writeNumbers(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const number of numbers) pushNumber(bytes, number);
  return Uint8Array.from(bytes);
}

/** What `writeNumbers` wrote. */
export function readNumbers(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  const reader = createReader(bytes);
  while (!reader.isOver()) numbers.push(reader.next());
  return numbers;
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}

const ENDS_TOO_EARLY = "the store's word index is damaged: a posting ends too early";

function createReader(bytes: Uint8Array) {
  let at = 0;
  const nextByte = () => {
    const byte = bytes[at];
    if (byte === undefined) throw new Error(ENDS_TOO_EARLY);
    at += 1;
    return byte;
  };
  return {
    isOver: () => at >= bytes.length,
    next() {
      let byte = nextByte();
      let number = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = nextByte();
        number |= (byte & 127) << shift;
      }
      return number;
    },
    /** Passes over so many numbers. */
    skip(count: number) {
      for (let left = count; left > 0; ) if (nextByte() < 128) left -= 1;
    },
    bytes(length: number) {
      at += length;
      if (at > bytes.length) throw new Error(ENDS_TOO_EARLY);
      return bytes.subarray(at - length, at);
    },
  };
}
