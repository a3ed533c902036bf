import type { DatabaseSync } from "node:sqlite";
import { findText, readBytes, readNumber, readText } from "../rows.ts";
import { placeOfRow } from "../scopes.ts";
import { type ChunkEdits, createPostingEdits, editPosting } from "../words/edits.ts";
import { type ArticleWords, indexWords } from "../words/index-words.ts";
import { writeNumbers } from "../words/postings.ts";
import { TOKENS_FINGERPRINT } from "../words/tokenize.ts";
import { createScopes } from "./scopes.ts";
import { inTransaction } from "./transaction.ts";

/** The index of words, kept in step with the articles. */
export interface WordIndex {
  /** Finds the words of a stored article, by its row, and keeps their places. */
  add(row: number): void;
  /** Forgets them, before the article is changed or goes. */
  remove(row: number): void;
  /** Does the work in one transaction, at whose end the changed postings are written. */
  inTransaction<Result>(work: () => Result): Result;
}

/** Prepares the index on one connection: postings are gathered in memory and each is written once. */
export function createWordIndex(database: DatabaseSync): WordIndex {
  const wordsOf = createWordsOf(database);
  const putLengths = database.prepare("update articles set lengths = ? where rowid = ?");
  const flush = createFlush(database);
  const edits = createPostingEdits();
  const flushIfFull = () => {
    if (edits.isFull()) flush(edits.take());
  };
  return {
    add(row) {
      const words = wordsOf(row);
      putLengths.run(writeNumbers(words.lengths), row);
      edits.add(placeOfRow(row), words);
      flushIfFull();
    },
    remove(row) {
      edits.remove(placeOfRow(row), wordsOf(row));
      flushIfFull();
    },
    inTransaction(work) {
      try {
        return inTransaction(database, () => {
          const result = work();
          flush(edits.take());
          return result;
        });
      } finally {
        edits.take();
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

function createFlush(database: DatabaseSync): (edits: readonly ChunkEdits[]) => void {
  const scopes = createScopes(database);
  const find = database.prepare("select data from postings where scope = ? and word = ? and chunk = ?");
  const put = database.prepare(`
    insert into postings (scope, word, chunk, data) values (?, ?, ?, ?)
    on conflict do update set data = excluded.data`);
  const remove = database.prepare("delete from postings where scope = ? and word = ? and chunk = ?");
  return (edits) => {
    for (const { scope, chunk, words, hasRemovals } of edits) {
      for (const [word, edit] of words) {
        const row = find.get(scope, word, chunk);
        const posting = editPosting(row && readBytes(row, "data"), edit);
        if (posting.length > 0) put.run(scope, word, chunk, posting);
        else remove.run(scope, word, chunk);
      }
      scopes.touchScope(scope, hasRemovals);
    }
  };
}

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
