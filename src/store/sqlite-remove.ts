import type { DatabaseSync } from "node:sqlite";
import { readNumber } from "./sqlite-rows.ts";
import type { RemovedCounts } from "./store.ts";

/** What removes articles, inside of somebody's transaction. */
export interface Removal {
  /** By its row. */
  removeArticle(article: number): RemovedCounts;
  /** With all of its articles. */
  removeSource(sourceId: string): RemovedCounts;
}

export const NOTHING_REMOVED: RemovedCounts = { articles: 0, passages: 0, vectors: 0 };

/** Prepares the removal of articles: the word tables have no keys that would cascade. */
export function createRemoval(database: DatabaseSync): Removal {
  const count = database.prepare(`
    select (select count(*) from passages where article = :article) as passages,
      (select count(*) from passages join vectors using (article) where passages.article = :article) as vectors`);
  const removePassageWords = database.prepare(
    "delete from passage_words where rowid in (select rowid from passages where article = ?)",
  );
  const removeArticleWords = database.prepare("delete from article_words where rowid = ?");
  const removeRow = database.prepare("delete from articles where rowid = ?");
  const articlesOf = database.prepare("select rowid as article from articles where source_id = ?");
  const removeSourceRow = database.prepare("delete from sources where id = ?");

  const removeArticle = (article: number): RemovedCounts => {
    const row = count.get({ article });
    const counts = {
      articles: 1,
      passages: readNumber(row, "passages"),
      vectors: readNumber(row, "vectors"),
    };
    removePassageWords.run(article);
    removeArticleWords.run(article);
    removeRow.run(article);
    return counts;
  };
  return {
    removeArticle,
    removeSource(sourceId) {
      const counts = articlesOf
        .all(sourceId)
        .map((row) => removeArticle(readNumber(row, "article")))
        .reduce(addCounts, NOTHING_REMOVED);
      removeSourceRow.run(sourceId);
      return counts;
    },
  };
}

/** Both together. */
export function addCounts(a: RemovedCounts, b: RemovedCounts): RemovedCounts {
  return {
    articles: a.articles + b.articles,
    passages: a.passages + b.passages,
    vectors: a.vectors + b.vectors,
  };
}
