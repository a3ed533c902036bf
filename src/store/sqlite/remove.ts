import type { DatabaseSync } from "node:sqlite";
import { findText, readNumber } from "../rows.ts";
import type { RemovedCounts } from "../store.ts";
import { createScopes } from "./scopes.ts";
import type { WordIndex } from "./words.ts";

/** What removes articles, inside of somebody's transaction. */
export interface Removal {
  /** By its row. */
  removeArticle(article: number): RemovedCounts;
  /** With all of its articles. */
  removeSource(sourceId: string): RemovedCounts;
}

export const NOTHING_REMOVED: RemovedCounts = { articles: 0, passages: 0, vectors: 0 };

/** Prepares the removal of articles: their words are nothing that would cascade. */
export function createRemoval(database: DatabaseSync, words: WordIndex): Removal {
  const count = database.prepare(`
    select (select count(*) from passages where article = :article) as passages,
      (select count(*) from passages join vectors using (article) where passages.article = :article) as vectors`);
  const removeRow = database.prepare("delete from articles where rowid = ?");
  const articlesOf = database.prepare("select rowid as article from articles where source_id = ?");
  const removeSourceRow = database.prepare("delete from sources where id = ? returning guild_id");
  const scopes = createScopes(database);

  const removeArticle = (article: number): RemovedCounts => {
    const row = count.get({ article });
    const counts = {
      articles: 1,
      passages: readNumber(row, "passages"),
      vectors: readNumber(row, "vectors"),
    };
    words.remove(article);
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
      const row = removeSourceRow.get(sourceId);
      if (row) scopes.touch(findText(row, "guild_id"));
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
