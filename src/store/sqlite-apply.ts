import type { DatabaseSync } from "node:sqlite";
import type { Article } from "../articles/article.ts";
import { keyOfOutlet, wordsOfDate } from "./ranking.ts";
import { inTransaction } from "./sqlite-open.ts";
import { readNumber } from "./sqlite-rows.ts";
import type { IndexedArticle, SourceChanges } from "./store.ts";

/** Makes the store's one writing operation: a source's changes, in one transaction. */
export function createApply(database: DatabaseSync): (changes: SourceChanges) => void {
  const remove = createRemove(database);
  const insert = createInsert(database);
  const putSource = database.prepare(
    "insert into sources (id, read_at) values (?, ?) on conflict do update set read_at = excluded.read_at",
  );
  const putMeta = database.prepare(
    "insert into meta (name, value) values ('fingerprint', ?) on conflict do update set value = excluded.value",
  );

  return (changes) => {
    for (const indexed of changes.put) checkArticle(indexed, changes.sourceId);
    inTransaction(database, () => {
      putSource.run(changes.sourceId, changes.readAt);
      putMeta.run(changes.fingerprint);
      for (const id of changes.remove) remove(id, changes.sourceId);
      for (const indexed of changes.put) {
        remove(indexed.article.id, changes.sourceId);
        insert(indexed);
      }
    });
  };
}

function checkArticle({ article, passages, vectors, embedder }: IndexedArticle, sourceId: string): void {
  if (article.sourceId !== sourceId) {
    throw new Error(`the article ${article.id} belongs to ${article.sourceId}, not to ${sourceId}`);
  }
  const dimensions = vectors[0]?.length ?? 0;
  const isWhole = vectors.length === passages.length && embedder !== undefined && dimensions > 0;
  if (vectors.length > 0 && !(isWhole && vectors.every((vector) => vector.length === dimensions))) {
    throw new Error(`the vectors of ${article.id} don't fit its ${passages.length} passages`);
  }
}

function createRemove(database: DatabaseSync): (id: string, sourceId: string) => void {
  const find = database.prepare("select rowid as article from articles where id = ? and source_id = ?");
  const removePassageWords = database.prepare(
    "delete from passage_words where rowid in (select rowid from passages where article = ?)",
  );
  const removeArticleWords = database.prepare("delete from article_words where rowid = ?");
  const removeArticle = database.prepare("delete from articles where rowid = ?");
  return (id, sourceId) => {
    const row = find.get(id, sourceId);
    if (!row) return;
    const article = readNumber(row, "article");
    removePassageWords.run(article);
    removeArticleWords.run(article);
    removeArticle.run(article);
  };
}

function createInsert(database: DatabaseSync): (indexed: IndexedArticle) => void {
  const insertArticle = createInsertArticle(database);
  const insertBody = database.prepare("insert into bodies (article, body) values (?, ?)");
  const insertArticleWords = database.prepare("insert into article_words (rowid, body) values (?, ?)");
  const insertPassage = database.prepare(
    "insert into passages (article, position, start, end) values (?, ?, ?, ?)",
  );
  const insertPassageWords = database.prepare(
    "insert into passage_words (rowid, title, outlet, date, text) values (?, ?, ?, ?, ?)",
  );
  const insertVectors = database.prepare(
    "insert into vectors (article, dimensions, vectors) values (?, ?, ?)",
  );

  return (indexed) => {
    const { article, passages, vectors } = indexed;
    const rowid = insertArticle(indexed);
    insertBody.run(rowid, article.body);
    insertArticleWords.run(rowid, article.body);
    const date = wordsOfDate(article.publishedAt);
    passages.forEach(({ start, end, text }, position) => {
      const passage = insertPassage.run(rowid, position, start, end).lastInsertRowid;
      insertPassageWords.run(passage, article.title, article.outlet, date, text);
    });
    const dimensions = vectors[0]?.length;
    if (dimensions !== undefined) insertVectors.run(rowid, dimensions, joinVectors(vectors, dimensions));
  };
}

function createInsertArticle(database: DatabaseSync): (indexed: IndexedArticle) => number | bigint {
  const statement = database.prepare(`
    insert into articles (id, source_id, title, outlet, outlet_key, authors, url, published_at, published_ms,
      date_from, fetched_at, version, embedder)
    values (:id, :sourceId, :title, :outlet, :outletKey, :authors, :url, :publishedAt, :publishedMs,
      :dateFrom, :fetchedAt, :version, :embedder)`);
  return ({ article, version, embedder, vectors }) =>
    statement.run({
      id: article.id,
      sourceId: article.sourceId,
      title: article.title,
      outlet: article.outlet,
      outletKey: keyOfOutlet(article.outlet),
      authors: JSON.stringify(article.authors),
      url: article.url,
      publishedAt: article.publishedAt,
      publishedMs: millisecondsOf(article.publishedAt),
      dateFrom: article.dateFrom,
      fetchedAt: article.fetchedAt,
      version,
      embedder: vectors.length > 0 ? (embedder ?? null) : null,
    }).lastInsertRowid;
}

/** Compared as numbers, so that `…00Z` and `…00.000Z` are one moment. */
function millisecondsOf(publishedAt: Article["publishedAt"]): number | null {
  const time = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(time) ? null : time;
}

/** One row an article, not a passage: a tenth of the rows to walk when every vector is compared. */
function joinVectors(vectors: readonly Float32Array[], dimensions: number): Uint8Array {
  const joined = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, position) => {
    joined.set(vector, position * dimensions);
  });
  return new Uint8Array(joined.buffer);
}
