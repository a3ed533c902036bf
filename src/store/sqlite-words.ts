import type { DatabaseSync } from "node:sqlite";
import { findText, readBytes, readNumber, readText } from "./sqlite-rows.ts";
import { createScopes, placeOfRow } from "./sqlite-scopes.ts";
import { inTransaction } from "./sqlite-transaction.ts";
import { type ArticleWords, indexWords } from "./words/index-words.ts";
import {
  ARTICLES_PER_CHUNK,
  type Entry,
  withoutEntries,
  writeEntries,
  writeNumbers,
} from "./words/postings.ts";
import { TOKENS_FINGERPRINT } from "./words/tokenize.ts";

/** The index of words, kept in step with the articles. */
export interface WordIndex {
  /** Finds the words of a stored article, by its row, and keeps their places. */
  add(row: number): void;
  /** Forgets them, before the article is changed or goes. */
  remove(row: number): void;
  /** Does the work in one transaction, at whose end the changed postings are written. */
  inTransaction<Result>(work: () => Result): Result;
}

/** Words of so many articles together are written, and not gathered on: about 50 MB. */
const MAX_PENDING = 500_000;

/** Prepares the index on one connection: postings are gathered in memory and each is written once. */
export function createWordIndex(database: DatabaseSync): WordIndex {
  const wordsOf = createWordsOf(database);
  const putLengths = database.prepare("update articles set lengths = ? where rowid = ?");
  const flush = createFlush(database);
  let edits: Edits = new Map();
  let pending = 0;

  const edit = (row: number, words: ArticleWords, change: (edit: Edit, entry: Entry) => void) => {
    const { scope, number } = placeOfRow(row);
    const chunk = Math.floor(number / ARTICLES_PER_CHUNK);
    const byWord = findOrPut(edits, `${scope} ${chunk}`, () => ({ scope, chunk, words: new Map() })).words;
    for (const [word, places] of words.places) {
      const ofWord = findOrPut(byWord, word, () => ({ added: [], removed: new Set<number>() }));
      change(ofWord, { article: number % ARTICLES_PER_CHUNK, places });
    }
    pending += words.places.size;
    if (pending > MAX_PENDING) write();
  };
  const write = () => {
    flush(edits);
    clear();
  };
  const clear = () => {
    [edits, pending] = [new Map(), 0];
  };
  return {
    add(row) {
      const words = wordsOf(row);
      putLengths.run(writeNumbers(words.lengths), row);
      edit(row, words, ({ added }, entry) => added.push(entry));
    },
    remove(row) {
      edit(row, wordsOf(row), ({ added, removed }, { article }) => {
        const at = added.findIndex((entry) => entry.article === article);
        if (at === -1) removed.add(article);
        else added.splice(at, 1);
      });
    },
    inTransaction(work) {
      try {
        return inTransaction(database, () => {
          const result = work();
          write();
          return result;
        });
      } finally {
        clear();
      }
    },
  };
}

/**
 * Makes the whole index anew when it was made by another program's rules, or never. 100,000 passages take about as
 * long as their first reading.
 */
export function renewWordIndex(database: DatabaseSync): void {
  const find = database.prepare("select value from meta where name = 'tokens'");
  if (find.get()?.value === TOKENS_FINGERPRINT) return;
  const index = createWordIndex(database);
  index.inTransaction(() => {
    database.exec("delete from postings");
    const rows = database.prepare("select rowid as article from articles order by rowid").all();
    for (const row of rows) index.add(readNumber(row, "article"));
    database
      .prepare(
        "insert into meta (name, value) values ('tokens', ?) on conflict do update set value = excluded.value",
      )
      .run(TOKENS_FINGERPRINT);
  });
}

/** What is to change of one word's posting; the numbers are those of articles within their chunk. */
interface Edit {
  readonly added: Entry[];
  readonly removed: Set<number>;
}

type Edits = Map<
  string,
  { readonly scope: number; readonly chunk: number; readonly words: Map<string, Edit> }
>;

function createFlush(database: DatabaseSync): (edits: Edits) => void {
  const scopes = createScopes(database);
  const find = database.prepare("select data from postings where scope = ? and word = ? and chunk = ?");
  const put = database.prepare(`
    insert into postings (scope, word, chunk, data) values (?, ?, ?, ?)
    on conflict do update set data = excluded.data`);
  const remove = database.prepare("delete from postings where scope = ? and word = ? and chunk = ?");
  return (edits) => {
    for (const { scope, chunk, words } of edits.values()) {
      let hasRemovals = false;
      for (const [word, { added, removed }] of words) {
        hasRemovals ||= removed.size > 0;
        const row = find.get(scope, word, chunk);
        const stored = row ? readBytes(row, "data") : NOTHING;
        const posting = Buffer.concat([withoutEntries(stored, removed), writeEntries(added)]);
        if (posting.length > 0) put.run(scope, word, chunk, posting);
        else remove.run(scope, word, chunk);
      }
      scopes.touchScope(scope, hasRemovals);
    }
  };
}

const NOTHING = new Uint8Array(0);

function createWordsOf(database: DatabaseSync): (row: number) => ArticleWords {
  const findArticle = database.prepare(`
    select title, outlet, published_at, body from articles join bodies on article = articles.rowid
    where articles.rowid = ?`);
  const findPassages = database.prepare(
    "select start, end from passages where article = ? order by position",
  );
  return (row) => {
    const article = findArticle.get(row);
    const body = readText(article, "body");
    return indexWords({
      title: readText(article, "title"),
      outlet: readText(article, "outlet"),
      publishedAt: findText(article, "published_at"),
      passages: findPassages
        .all(row)
        .map((passage) => ({ text: body.slice(readNumber(passage, "start"), readNumber(passage, "end")) })),
    });
  };
}

function findOrPut<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
