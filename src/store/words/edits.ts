import type { ArticlePlace } from "../scopes.ts";
import type { ArticleWords } from "./index-words.ts";
import { ARTICLES_PER_CHUNK, type Entry, withoutEntries, writeEntries } from "./postings.ts";

/** What is to change of one word's posting; the numbers are those of articles within their chunk. */
interface Edit {
  readonly added: Entry[];
  readonly removed: Set<number>;
}

/** What is to change of the postings of one chunk. */
export interface ChunkEdits {
  readonly scope: number;
  readonly chunk: number;
  readonly words: ReadonlyMap<string, Edit>;
  readonly hasRemovals: boolean;
}

/** Changes of postings, gathered so that each posting is written once. */
export interface PostingEdits {
  add(place: ArticlePlace, words: ArticleWords): void;
  remove(place: ArticlePlace, words: ArticleWords): void;
  /** Whether so much is gathered that it should be written. */
  isFull(): boolean;
  /** All that was gathered since it was last taken. */
  take(): ChunkEdits[];
}

/**
 * Words of so many articles together are written, and not gathered on: 45 MB, of 260 articles of news. To gather three
 * times as many is no faster (2,400 such articles at once).
 */
const MAX_PENDING = 150_000;

/** Begins with nothing to change. */
export function createPostingEdits(): PostingEdits {
  let chunks = new Map<string, ChunkEdits & { words: Map<string, Edit>; hasRemovals: boolean }>();
  let pending = 0;

  const change = ({ scope, number }: ArticlePlace, { places }: ArticleWords, isRemoval: boolean) => {
    const chunk = Math.floor(number / ARTICLES_PER_CHUNK);
    const article = number % ARTICLES_PER_CHUNK;
    const edits = findOrPut(chunks, `${scope} ${chunk}`, () => ({
      scope,
      chunk,
      words: new Map<string, Edit>(),
      hasRemovals: false,
    }));
    // Also of an article without a word: its place in the catalog goes.
    edits.hasRemovals ||= isRemoval;
    for (const [word, ofArticle] of places) {
      const { added, removed } = findOrPut(edits.words, word, () => ({
        added: [],
        removed: new Set<number>(),
      }));
      const at = isRemoval ? added.findIndex((entry) => entry.article === article) : -1;
      if (!isRemoval) added.push({ article, places: ofArticle });
      else if (at === -1) removed.add(article);
      else added.splice(at, 1);
    }
    pending += places.size;
  };
  return {
    add: (place, words) => change(place, words, false),
    remove: (place, words) => change(place, words, true),
    isFull: () => pending > MAX_PENDING,
    take() {
      const taken = [...chunks.values()];
      [chunks, pending] = [new Map(), 0];
      return taken;
    },
  };
}

/** A posting with what was to change of it; empty: nothing is left of it. */
export function editPosting(stored: Uint8Array | undefined, { added, removed }: Edit): Buffer {
  return Buffer.concat([withoutEntries(stored ?? NOTHING, removed), writeEntries(added)]);
}

const NOTHING = new Uint8Array(0);

function findOrPut<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
